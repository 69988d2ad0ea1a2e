package io.countersign.command.publication;

import io.countersign.command.publication.PublishedTable.Seen;
import io.countersign.command.publication.WitnessClient.Answer;
import io.countersign.command.publication.Witnesses.Address;
import io.countersign.command.store.LedgerLog;
import io.countersign.command.store.StoreUnavailable;
import io.countersign.ledger.checkpoint.AddCheckpoint;
import io.countersign.ledger.checkpoint.Cosignature;
import io.countersign.ledger.checkpoint.WitnessPolicy.Witness;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteSignature;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.tree.Prover;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Has one address cosign what is published: always the newest, one request at a time, on a thread of its own, so that a slow witness delays nobody. What
 * fails is tried again, ever less often. Cosignatures are verified before they are kept.
 */
final class WitnessAsker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessAsker.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** A published checkpoint. @param note with the log's lines only */
    record Target(long size, SignedNote note) {}

    /** @param contradicts whether it has seen what this log cannot be */
    record State(@Nullable String trouble, boolean contradicts) {}

    private static final State WELL = new State(null, false);

    private static final class NotCosigned extends Exception {

        private static final long serialVersionUID = 1;

        private final boolean contradicts;

        NotCosigned(String why, boolean contradicts) {
            super(why);
            this.contradicts = contradicts;
        }
    }

    private final Address address;
    private final WitnessClient client;
    private final LedgerLog log;
    private final PublishedTable table;
    private final Witnesses witnesses;
    private final InstantSource clock;
    private final Runnable changed;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition newer = lock.newCondition();
    private @Nullable Target target;
    private long done = -1;
    private @Nullable Long remembered;
    private volatile State state = WELL;

    /** @param changed called after a published note was amended */
    WitnessAsker(Address address, WitnessClient client, LedgerLog log, PublishedTable table, Witnesses witnesses,
            InstantSource clock, Runnable changed) {
        this.address = address;
        this.client = client;
        this.log = log;
        this.table = table;
        this.witnesses = witnesses;
        this.clock = clock;
        this.changed = changed;
        this.thread = Thread.ofVirtual().name("witness-" + address.url()).start(this::run);
    }

    Address address() {
        return address;
    }

    State state() {
        return state;
    }

    /** Whether it was asked for this size, or cannot be asked now. */
    boolean answered(long size) {
        lock.lock();
        try {
            return done >= size || state.trouble() != null;
        } finally {
            lock.unlock();
        }
    }

    /** What to have cosigned from now on; null when it is another node's turn, which may change what is remembered. */
    void offer(@Nullable Target next) {
        lock.lock();
        try {
            if (next == null) {
                remembered = null;
                done = -1;
                state = WELL;
            }
            target = next;
            newer.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!Thread.interrupted()) {
                Target next = next();
                try {
                    haveCosigned(next);
                    state = WELL;
                    pause = FIRST_PAUSE;
                } catch (NotCosigned e) {
                    trouble(e);
                    Thread.sleep(pause.plusMillis(thread.threadId() % 200));
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                            ? pause.multipliedBy(2)
                            : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private Target next() throws InterruptedException {
        lock.lock();
        try {
            while (target == null || target.size() <= done) {
                newer.await(1, TimeUnit.HOURS);
            }
            return target;
        } finally {
            lock.unlock();
        }
    }

    private void trouble(NotCosigned e) {
        String why = String.valueOf(e.getMessage());
        if (!why.equals(state.trouble())) {
            LOG.warn("Witness at {}: {}", address.url(), why);
        }
        state = new State(why, e.contradicts);
    }

    private void haveCosigned(Target next) throws NotCosigned, InterruptedException {
        try {
            long old = remembered();
            Answer answer = old > next.size() ? new Answer.Conflict(old) : ask(next, old);
            if (answer instanceof Answer.Conflict(long size)) {
                remembered = size;
                if (size > next.size()) {
                    requireKnown(size);
                    finished(next.size()); // it is further than what was published; the next will be
                    return;
                }
                answer = ask(next, size);
            }
            switch (answer) {
                case Answer.Lines(List<NoteSignature> lines) -> keep(next, lines);
                case Answer.Conflict(long size) -> throw new NotCosigned(
                        "it answers 409 with size " + size + " to the size it named before", false);
                case Answer.Failed(String why, int status) -> throw new NotCosigned(why, status == 422);
            }
        } catch (StoreUnavailable | DataAccessException | TransactionException e) {
            throw new NotCosigned("it is not asked: the ledger's database does not answer", false);
        } catch (RuntimeException e) { // or its thread would end, and nobody be told
            LOG.error("Asking the witness at {} stumbled", address.url(), e);
            throw new NotCosigned("it is not asked, by a fault of this service: " + e, false);
        }
    }

    private Answer ask(Target next, long old) throws InterruptedException {
        var proof = new Prover(log.tiles(next.size())).proveConsistency(old, next.size());
        return client.ask(address.url(), new AddCheckpoint(old, proof.hashes(), next.note()));
    }

    private long remembered() {
        Long known = remembered;
        if (known == null) {
            Map<String, Seen> seen = table.seen();
            known = address.witnesses().stream().map(w -> seen.get(w.key().format()))
                    .mapToLong(s -> s == null ? 0 : s.size()).min().orElse(0);
            remembered = known;
        }
        return known;
    }

    /** A size that a witness has cosigned was signed by this log: it must have come so far. */
    private void requireKnown(long size) throws NotCosigned {
        long now = log.size();
        if (size > now) {
            throw new NotCosigned("it has cosigned this log at size " + size + ", which now ends at " + now
                    + ": the ledger's database was set back, or another log signs with this key", true);
        }
    }

    private void keep(Target next, List<NoteSignature> lines) throws NotCosigned {
        List<VerifierKey> keys = address.witnesses().stream().map(Witness::key).toList();
        List<VerifierKey> cosigned;
        try {
            cosigned = Cosignature.open(new SignedNote(next.note().text(), lines), keys).stream()
                    .map(Cosignature::witness).distinct().toList();
        } catch (NoteRejected e) {
            throw new NotCosigned("its cosignature does not verify", false);
        }
        List<NoteSignature> kept = new ArrayList<>();
        for (VerifierKey key : cosigned) {
            kept.add(lines.stream().filter(key::signed).findFirst().orElseThrow());
            table.saw(key.format(), next.size(), clock.instant());
        }
        if (!kept.isEmpty()) {
            remembered = next.size();
            table.amend(next.size(), kept, witnesses::judge, clock.instant());
            changed.run();
        }
        if (kept.size() < keys.size()) {
            throw new NotCosigned("its answer has no cosignature by "
                    + keys.stream().filter(k -> !cosigned.contains(k)).map(VerifierKey::format).toList(), false);
        }
        finished(next.size());
    }

    private void finished(long size) {
        lock.lock();
        try {
            done = Math.max(done, size);
        } finally {
            lock.unlock();
        }
    }
}
