package io.countersign.command.store;

import io.countersign.command.store.Sealer.Batch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches, each in one statement, and answers every append of them: sealed, rejected, or failed. Nobody is answered before the commit is
 * durable. What can go wrong, and what then:
 * <ul>
 * <li>another node moved the head: try again on the new head, from the third time on holding the head's lock;
 * <li>the outcome is unknown: load the head, look the appends up, and only then try again what is not there. A statement that takes effect later
 * still cannot do harm, as it moves the head that the next attempt compares;
 * <li>the database refuses an entry: try again with nothing remembered or presumed, then halve the batch until the append that it refuses fails alone.
 * </ul>
 * For the appender's thread alone.
 */
final class Committer {

    /** Told what was committed, before anyone is answered. */
    interface Listener {

        void committed(Batch batch);

        /** An append whose outcome was unknown is in the log after all. */
        void found(Append append, long first);

        /** Where the log ends was read anew. What it throws ends the batch. */
        default void loaded(long size) {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final int FREE_RACES = 3;
    private static final Duration BEHIND = Duration.ofSeconds(5);

    private final DataSource database;
    private final EntryTable entries;
    private final Sealer sealer;
    private final InstantSource clock;
    private final Duration patience;
    private final Listener listener;
    private final Recent recent;
    private final RecentEvents events;
    private @Nullable Head head;
    /** Whether an earlier statement with the same events may have taken effect. */
    private boolean unsure;

    /** @param patience how long to go on trying while the database does not answer */
    Committer(DataSource database, EntryTable entries, Sealer sealer, InstantSource clock, Duration patience,
            Listener listener, Recent recent, RecentEvents events) {
        this.database = database;
        this.entries = entries;
        this.sealer = sealer;
        this.clock = clock;
        this.patience = patience;
        this.listener = listener;
        this.recent = recent;
        this.events = events;
    }

    /** What came of one try: a batch that is stored, or none because nobody was left or the head had moved. */
    private record Attempt(@Nullable Batch batch, List<Append> accepted, List<Append> rejected, boolean lost) {

        static final Attempt LOST = new Attempt(null, List.of(), List.of(), true);
        static final Attempt NOTHING = new Attempt(null, List.of(), List.of(), false);
    }

    /** Returns when every append has its answer. Whatever it throws, the answers not given are the caller's to give. */
    void commit(List<Append> batch) throws InterruptedException {
        Deque<List<Append>> parts = new ArrayDeque<>(List.of(batch));
        unsure = false;
        int races = 0;
        int failures = 0;
        long firstFailure = 0;
        while (!parts.isEmpty()) {
            List<Append> part = parts.pop();
            boolean fresh = head == null;
            try {
                if (attempt(part, races >= FREE_RACES)) {
                    races = 0;
                } else {
                    races++;
                    parts.push(part);
                }
            } catch (SQLException | StoreUnavailable e) {
                forget();
                if (isRefusal(e)) {
                    // What was remembered may be to blame; if so, the same will pass on what is stored.
                    (fresh ? halves(part, e) : List.of(part)).forEach(parts::push);
                    continue;
                }
                unsure = true;
                parts.push(part);
                firstFailure = failures++ == 0 ? System.nanoTime() : firstFailure;
                if (System.nanoTime() - firstFailure > patience.toNanos()) {
                    giveUp(parts, e);
                    return;
                }
                LOG.warn("An append's outcome is unknown, trying again: {}", e.getMessage());
                TimeUnit.MILLISECONDS.sleep(Math.min(25L << Math.min(failures, 6), 1_000L));
            }
        }
    }

    /** The next batch begins with what is stored. */
    void forget() {
        head = null;
    }

    /** @return false when another node was faster */
    private boolean attempt(List<Append> part, boolean lock) throws SQLException {
        Attempt attempt;
        try (Connection connection = database.getConnection()) {
            if (lock) {
                connection.setAutoCommit(false);
                CommitTable.lock(connection);
                forget();
            }
            attempt = seal(connection, part);
            if (lock) {
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
        if (attempt.lost()) {
            forget();
            return false;
        }
        settle(attempt);
        return true;
    }

    private Attempt seal(Connection connection, List<Append> part) throws SQLException {
        boolean fresh = head == null;
        Head start = head == null ? load() : head;
        // In this order: what took effect before the head was loaded is found here, and what does later moves the head.
        List<Append> open = unsure ? find(part) : part;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (now.plus(BEHIND).isBefore(start.time())) {
            fail(open, clockFault("at " + now + ", behind the ledger's last entry of " + start.time()));
            return Attempt.NOTHING;
        }
        Instant sealed = now.isBefore(start.time()) ? start.time() : now;
        Optional<String> lacking = sealer.lacking(sealed);
        if (lacking.isPresent()) {
            fail(open, new StoreUnavailable(lacking.get(), null));
            return Attempt.NOTHING;
        }
        List<Append> rejected = new ArrayList<>();
        Set<String> used = fresh ? used(connection, open) : Set.of();
        List<Append> accepted = accept(connection, start, open, used, rejected);
        if (accepted.isEmpty()) {
            return new Attempt(null, accepted, rejected, false);
        }
        List<Sealable> sealables = accepted.stream().flatMap(a -> a.events().stream()).toList();
        count(connection, start, sealables);
        Batch batch = sealer.seal(start, sealables, recent, sealed);
        if (CommitTable.commit(connection, batch)) {
            return new Attempt(batch, accepted, rejected, false);
        }
        if (entries.size() == start.size()) {
            forget();
            fail(open, clockFault("more than " + CommitTable.AHEAD_SECONDS + " seconds ahead of the database's"));
            return Attempt.NOTHING;
        }
        return Attempt.LOST;
    }

    /** Those of the tags that only one append may have that one has. Asked when nothing is presumed. */
    private static Set<String> used(Connection connection, List<Append> open) throws SQLException {
        Set<String> once = new HashSet<>();
        open.forEach(append -> once.addAll(append.once()));
        return once.isEmpty() ? once : TagTable.lastIndexes(connection, once).keySet();
    }

    /** Sees to it that the next index of every tag is known: what a decision has looked up need not be asked again. */
    private void count(Connection connection, Head start, List<Sealable> sealables) throws SQLException {
        Set<String> unknown = recent.unknown(sealables);
        Map<String, Long> lookedUp = events.lastIndexes(unknown, start.size());
        recent.remember(lookedUp);
        unknown.removeAll(lookedUp.keySet());
        if (!unknown.isEmpty()) {
            recent.remember(TagTable.lastIndexes(connection, unknown));
        }
    }

    private Head load() throws SQLException {
        Head loaded = entries.head();
        listener.loaded(loaded.size());
        recent.restart(loaded.size());
        head = loaded;
        return loaded;
    }

    /** Answers those that are in the log already, and returns those that are not. */
    private List<Append> find(List<Append> part) throws SQLException {
        Map<String, Long> known = entries.positionsOf(part.stream().map(Append::id).toList());
        List<Append> rest = new ArrayList<>();
        for (Append append : part) {
            Long first = known.get(append.id());
            if (first == null) {
                rest.add(append);
            } else {
                listener.found(append, first);
                append.sealedAt(first);
            }
        }
        return rest;
    }

    /**
     * Checks conditions one after the other, each against what is stored and what was accepted before it; rejects alone. Those accepted are
     * remembered at once: should the commit fail, everything is forgotten.
     */
    private List<Append> accept(Connection connection, Head start, List<Append> open, Set<String> used,
            List<Append> rejected) throws SQLException {
        List<Append> accepted = new ArrayList<>();
        Set<String> taken = new HashSet<>(used);
        for (Append append : open) {
            List<String> once = append.once();
            if (once.stream().anyMatch(taken::contains)
                    || conflicts(connection, start, append)) {
                rejected.add(append);
            } else {
                accepted.add(append);
                taken.addAll(once);
                append.seen().forEach(recent::add);
            }
        }
        return accepted;
    }

    private boolean conflicts(Connection connection, Head start, Append append) throws SQLException {
        Selection unless = append.unless();
        if (unless == null) {
            return false;
        }
        long since = Math.min(append.since(), start.size());
        // Not what came after the head was loaded: it may be this very append, by a statement thought lost. The commit will find the head moved.
        return recent.reaches(since)
                ? recent.anySince(since, unless)
                : recent.anySince(start.size(), unless) || TagTable.any(connection, since, start.size(), unless);
    }

    private void settle(Attempt attempt) {
        Batch batch = attempt.batch();
        try {
            if (batch != null) {
                head = batch.after();
                recent.trim();
                listener.committed(batch);
            }
        } finally {
            long first = batch == null ? 0 : batch.before().size();
            for (Append append : attempt.accepted()) {
                append.sealedAt(first);
                first += append.events().size();
            }
            attempt.rejected().forEach(Append::reject);
        }
    }

    /** Both halves of a part that was refused, the later one first; none of a single append, which has failed. */
    private static List<List<Append>> halves(List<Append> part, Exception why) {
        if (part.size() > 1) {
            int middle = part.size() / 2;
            return List.of(part.subList(middle, part.size()), part.subList(0, middle));
        }
        part.forEach(append -> {
            LOG.error("The database refuses the event {}", append.id(), why);
            append.fail(new IllegalStateException("the ledger's database refuses this entry", why));
        });
        return List.of();
    }

    /**
     * Whether the database said that the statement itself is at fault, so that it never took effect and never will. Everything else may pass: the
     * connection (08), the server's resources and operator (53, 57, 58), a stand-by (25), another transaction (40, 55).
     */
    private static boolean isRefusal(Exception failure) {
        Throwable cause = failure instanceof StoreUnavailable ? failure.getCause() : failure;
        String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
        return state != null && state.length() == 5
                && Set.of("21", "22", "23", "42", "54").contains(state.substring(0, 2));
    }

    private static void giveUp(Collection<List<Append>> parts, Exception why) {
        StoreUnavailable unavailable = new StoreUnavailable(
                "the ledger's database does not answer; repeat the request with the same Idempotency-Key", why);
        parts.forEach(part -> fail(part, unavailable));
    }

    private static StoreUnavailable clockFault(String what) {
        return new StoreUnavailable("clock: this machine's clock is " + what, null);
    }

    private static void fail(List<Append> appends, RuntimeException why) {
        appends.forEach(a -> a.fail(why));
    }
}
