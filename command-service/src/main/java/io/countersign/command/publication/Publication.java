package io.countersign.command.publication;

import io.countersign.command.outbound.BoundedHttp;
import io.countersign.command.publication.PublishedTable.Reach;
import io.countersign.command.publication.PublishedTable.Row;
import io.countersign.command.publication.WitnessAsker.Target;
import io.countersign.command.publication.Witnesses.Judgement;
import io.countersign.command.publish.TurnTable;
import io.countersign.command.store.LedgerLog;
import io.countersign.command.store.StoreUnavailable;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.WitnessPolicy.Witness;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Publishes the log's newest checkpoint within half a second of a commit, one node at a time, and has it cosigned and stamped. A checkpoint is published with
 * the log's own lines; whatever comes later is added to it.
 */
public final class Publication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    /** "countersign cosigns", as far as it fits; the lock's name within the ledger's database. */
    private static final long LOCK = 0x636f736967657273L;

    /** Least time between two published checkpoints, and between looks for other nodes' commits. */
    private static final Duration PACE = Duration.ofMillis(500);

    /** How far what is served may be behind. */
    private static final Duration BEHIND = Duration.ofSeconds(1);

    /** How long witnesses may take before their lines count as lacking. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int PRUNE_EVERY = 1_000;

    /**
     * What is known of witnesses here.
     *
     * @param size   the newest witnessed one; null before the first
     * @param since  since when the quorum is lacking; null unless it is
     */
    public record Witnessed(@Nullable Long size, Quorum quorum, @Nullable Instant since) {}

    private final LedgerLog log;
    private final PublishedTable table;
    private final TurnTable turn;
    private final Witnesses witnesses;
    private final List<NoteSigner> signers;
    private final InstantSource clock;
    private final BoundedHttp http = new BoundedHttp();
    private final List<WitnessAsker> askers;
    private final Semaphore wake = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("publication").daemon().unstarted(this::run);
    private long published = -1;
    private int sincePruned;
    private volatile boolean mine;
    private volatile Reach reach = new Reach(null, null, null, null);

    /** @param database of the ledger, for the lock; @param signers add their lines to what is published, such as ML-DSA's */
    public Publication(LedgerLog log, PublishedTable table, DataSource database, Witnesses witnesses,
            List<NoteSigner> signers, InstantSource clock) {
        this.log = log;
        this.table = table;
        this.turn = new TurnTable(database, LOCK);
        this.witnesses = witnesses;
        this.signers = List.copyOf(signers);
        this.clock = clock;
        WitnessClient client = new WitnessClient(http);
        this.askers = witnesses.addresses().stream()
                .map(a -> new WitnessAsker(a, client, log, table, witnesses, clock, this::look)).toList();
    }

    public void start() {
        thread.start();
    }

    /** Says that there may be something new. */
    public void wake() {
        wake.release();
    }

    @Override
    public void close() {
        closing.countDown();
        wake.release();
        askers.forEach(WitnessAsker::close);
        try {
            thread.join(BoundedHttp.PATIENCE.multipliedBy(2));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }

    /**
     * The checkpoint that is served: the newest published one, unless publication has fallen behind; then the newest commit's, which has the log's signature
     * only. Empty while the log is.
     */
    public Optional<String> checkpoint() {
        Optional<Row> newest = table.latest();
        return newest.isPresent() && isFresh(newest.get()) ? newest.map(Row::note) : log.checkpoint();
    }

    private boolean isFresh(Row row) {
        Instant limit = clock.instant().minus(BEHIND);
        return row.time().isAfter(limit)
                || log.timeOf(row.size()).map(time -> time.isAfter(limit)).orElse(true);
    }

    /** What is known of witnesses, from memory. */
    public Witnessed witnessed() {
        Reach now = reach;
        if (!witnesses.quorumAsked()) {
            return new Witnessed(now.settled(), Quorum.NONE, null);
        }
        Instant waiting = now.waiting();
        boolean late = waiting != null && waiting.plus(GRACE).isBefore(clock.instant());
        boolean met = now.settled() != null && !late;
        return new Witnessed(now.settled(), met ? Quorum.MET : Quorum.UNMET, met ? null : waiting);
    }

    /** Whether this node publishes now. */
    public boolean mine() {
        return mine;
    }

    /** The newest published size as far as this node knows; 0 for none. */
    public long published() {
        Long latest = reach.latest();
        return latest == null ? 0 : latest;
    }

    /** vkeys of what signs published checkpoints beside the log's Ed25519 key. */
    List<String> keys() {
        return signers.stream().map(s -> s.verifierKey().format()).toList();
    }

    /** Whether every witness has had its chance to cosign up to this size; on a node that does not publish, whether there is none to ask. */
    boolean answered(long size) {
        return mine ? askers.stream().allMatch(a -> a.answered(size)) : askers.isEmpty();
    }

    /** What is wrong with each address, as far as this node asks it. */
    Map<URI, WitnessAsker.State> states() {
        Map<URI, WitnessAsker.State> states = new LinkedHashMap<>();
        askers.forEach(a -> states.put(a.address().url(), a.state()));
        return states;
    }

    /** What is wrong with a witness, as far as this node asks it. */
    Optional<String> trouble(Witness witness) {
        return askers.stream().filter(a -> a.address().witnesses().contains(witness)).map(a -> a.state().trouble())
                .filter(Objects::nonNull).findFirst();
    }

    /**
     * What a witness has seen that this log cannot be: a size beyond its end, or another tree. Empty when there is none, and on a node that does not publish.
     */
    public Optional<String> contradiction() {
        return askers.stream().map(WitnessAsker::state).filter(WitnessAsker.State::contradicts)
                .map(s -> String.valueOf(s.trouble())).findFirst();
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                turnByTurn();
            }
        } catch (InterruptedException _) {
            // asked to stop
        } finally {
            leave();
        }
    }

    private void turnByTurn() throws InterruptedException {
        try {
            if (turn.mine()) {
                mine = true;
                publish();
            } else if (mine) {
                rest();
            }
            look();
        } catch (SQLException | StoreUnavailable | DataAccessException | TransactionException e) {
            LOG.warn("Publication of checkpoints waits: {}", e.getMessage());
            rest();
        } catch (RuntimeException e) {
            LOG.error("Publication of checkpoints failed", e);
        }
        boolean _ = closing.await(PACE.toMillis(), TimeUnit.MILLISECONDS);
        sleep();
    }

    /** Other nodes' commits wake nobody here, so this ends by itself soon when it is this node's turn. */
    private void sleep() throws InterruptedException {
        if (wake.tryAcquire(PACE.toMillis() / 2, TimeUnit.MILLISECONDS)) {
            wake.drainPermits();
        }
    }

    private void publish() {
        Optional<SignedNote> head = log.checkpoint().map(PublishedTable::parse);
        if (head.isEmpty()) {
            return;
        }
        long size = size(head.get());
        if (size <= published) {
            return;
        }
        Optional<Row> before = table.latest();
        SignedNote note = before.isPresent() && before.get().size() >= size
                ? PublishedTable.parse(before.get().note())
                : add(head.get(), size);
        published = size(note);
        Target target = new Target(published, note);
        askers.forEach(a -> a.offer(target));
    }

    private SignedNote add(SignedNote head, long size) {
        SignedNote note = head;
        for (NoteSigner signer : signers) {
            note = note.with(signer.sign(head.text()));
        }
        Judgement judged = witnesses.judge(note);
        Instant now = clock.instant();
        table.insert(new Row(size, note.format(), now, judged.quorum(), judged.lacking(), null), judged.cosigned());
        if (++sincePruned >= PRUNE_EVERY) {
            sincePruned = 0;
            table.prune();
        }
        return note;
    }

    private static long size(SignedNote note) {
        try {
            return Checkpoint.parse(note.text()).size();
        } catch (NoteRejected e) {
            throw new IllegalStateException("a stored checkpoint is none", e);
        }
    }

    private void look() {
        reach = table.reach(witnesses.quorumAsked());
    }

    private void rest() {
        mine = false;
        published = -1;
        askers.forEach(a -> a.offer(null));
    }

    private void leave() {
        rest();
        try {
            turn.close();
        } catch (SQLException e) {
            LOG.debug("The lock goes with its connection", e);
        }
    }
}
