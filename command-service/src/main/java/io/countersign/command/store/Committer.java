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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches, each in one statement, and answers every append of them: sealed, rejected, or failed. Nobody is answered before the commit is
 * durable. While one is under way the next may be prepared on top of it ({@link #begin}); that is sent when this is stored, and else done anew.
 * What can go wrong, and what then:
 * <ul>
 * <li>another node moved the head: try again on the new head, from the third time on holding the head's lock;
 * <li>the outcome is unknown: load the head, look the appends up, and only then try again what is not there. A statement that takes effect later
 * still cannot do harm, as it moves the head that the next attempt compares;
 * <li>the database refuses an entry: try again with nothing remembered or presumed, then halve the batch until the append that it refuses fails alone.
 * </ul>
 * For the appender's thread alone.
 */
final class Committer implements AutoCloseable {

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
    private final Preparation preparation;
    private final InstantSource clock;
    private final Duration patience;
    private final Listener listener;
    private final ExecutorService sender = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("append-sender").daemon().factory());
    private @Nullable Flight underWay;
    /** Where the log ends, once what is under way is stored; null: nobody knows, and the database is asked. */
    private @Nullable Head head;
    /** Whether an earlier statement with the same events may have taken effect. */
    private boolean unsure;

    /** @param patience how long to go on trying while the database does not answer */
    Committer(DataSource database, EntryTable entries, Preparation preparation, InstantSource clock, Duration patience,
            Listener listener) {
        this.database = database;
        this.entries = entries;
        this.preparation = preparation;
        this.clock = clock;
        this.patience = patience;
        this.listener = listener;
    }

    /** Returns when every append of the batch has its answer, and those of the one under way. */
    void commit(List<Append> batch) throws InterruptedException {
        answering(batch, () -> {
            finish();
            store(batch, false);
        });
    }

    /**
     * Prepares a batch, to be sent as soon as the one under way is stored, and returns when the appends of that one have their answers: they wait for
     * the preparation, too, which takes milliseconds.
     *
     * @param landed run when this one is stored, or is not: {@link #finish} will not wait
     */
    void begin(List<Append> batch, Runnable landed) throws InterruptedException {
        answering(batch, () -> {
            Flight next = launch(batch, landed);
            boolean asPresumed = false;
            try {
                asPresumed = finish();
            } finally {
                underWay = next;
            }
            if (next == null) {
                // what could not be prepared may be remembered in part
                forget();
                store(batch, false);
            } else if (!asPresumed || rotates(next)) {
                finish();
            }
        });
    }

    /** Whether a batch is under way. */
    boolean isUnderWay() {
        return underWay != null;
    }

    /** Whether a batch is under way and its outcome not yet known. */
    boolean isUndecided() {
        return underWay != null && !underWay.isDone();
    }

    /**
     * Waits for the batch under way, if there is one, and returns when its appends have their answers.
     *
     * @return false when it was not stored as it was prepared, so that nothing prepared on top of it will be
     */
    boolean finish() throws InterruptedException {
        Flight flight = underWay;
        if (flight == null) {
            return true;
        }
        boolean[] stored = new boolean[1];
        answering(flight.appends(), () -> {
            boolean unknown = false;
            try {
                stored[0] = flight.get();
            } catch (ExecutionException e) {
                unknown = !isRefusal(e.getCause());
                LOG.warn("A batch under way was not stored, or may not have been: {}", String.valueOf(e.getCause()));
            } finally {
                underWay = null;
            }
            if (stored[0]) {
                settle(flight.prepared());
            } else {
                forget();
                store(flight.appends(), unknown);
            }
        });
        return stored[0];
    }

    /** Gives up what is under way: what was not sent yet will not be. */
    @Override
    public void close() {
        if (underWay != null) {
            underWay.cancel(false);
            fail(underWay.appends(), ending());
        }
        sender.shutdown();
    }

    static StoreUnavailable ending() {
        return new StoreUnavailable("the ledger is shutting down; repeat the request with the same Idempotency-Key",
                null);
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void answering(List<Append> appends, Work work) throws InterruptedException {
        try {
            work.run();
        } catch (InterruptedException e) {
            fail(appends, ending());
            throw e;
        } catch (RuntimeException | Error e) {
            // Whatever it is, the thread must live on, and nobody may wait for ever.
            LOG.error("A batch failed", e);
            forget();
            fail(appends, e);
        }
    }

    /** @return null when it cannot be prepared now: whatever the reason, it is met again, and dealt with, when nothing is under way */
    private @Nullable Flight launch(List<Append> batch, Runnable landed) {
        Head start = head;
        Instant now = now();
        if (start == null || unfit(start, now).isPresent()) {
            return null;
        }
        try {
            Connection connection = database.getConnection();
            try {
                return launch(connection, start, batch, later(now, start), landed);
            } catch (SQLException | RuntimeException | Error e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("A batch could not be prepared while another was under way: {}", e.getMessage());
            return null;
        }
    }

    private Flight launch(Connection connection, Head start, List<Append> batch, Instant time, Runnable landed)
            throws SQLException {
        Flight before = underWay;
        Batch earlier = before == null ? null : before.prepared().batch();
        Prepared prepared = preparation.prepare(connection, start,
                earlier == null ? start.size() : earlier.before().size(),
                before == null ? Set.of() : Preparation.once(before.prepared().accepted()), batch, time);
        Batch sealed = prepared.batch();
        Flight flight = new Flight(batch, prepared, connection,
                sealed == null ? null : CommitTable.prepare(connection, sealed), before, landed);
        head = sealed == null ? start : sealed.after();
        sender.execute(flight);
        return flight;
    }

    /** What comes after a change of keys is signed by others, which are known when it is stored. */
    private static boolean rotates(Flight flight) {
        Batch batch = flight.prepared().batch();
        return batch != null && batch.rotates();
    }

    /** @param unknown whether an earlier statement with these appends may have taken effect */
    private void store(List<Append> batch, boolean unknown) throws InterruptedException {
        Deque<List<Append>> parts = new ArrayDeque<>(List.of(batch));
        unsure = unknown;
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
    private void forget() {
        head = null;
    }

    /** @return false when another node was faster */
    private boolean attempt(List<Append> part, boolean lock) throws SQLException {
        Prepared stored;
        try (Connection connection = database.getConnection()) {
            if (lock) {
                connection.setAutoCommit(false);
                CommitTable.lock(connection);
                forget();
            }
            stored = tryToStore(connection, part);
            if (lock) {
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
        if (stored == null) {
            forget();
            return false;
        }
        settle(stored);
        return true;
    }

    /** @return null when the head had moved */
    private @Nullable Prepared tryToStore(Connection connection, List<Append> part) throws SQLException {
        boolean fresh = head == null;
        Head start = head == null ? load() : head;
        // In this order: what took effect before the head was loaded is found here, and what does later moves the head.
        List<Append> open = unsure ? find(part) : part;
        Instant now = now();
        Optional<StoreUnavailable> unfit = unfit(start, now);
        if (unfit.isPresent()) {
            fail(open, unfit.get());
            return Prepared.NOTHING;
        }
        Prepared prepared = preparation.prepare(connection, start, start.size(),
                fresh ? Preparation.used(connection, open) : Set.of(), open, later(now, start));
        Batch batch = prepared.batch();
        if (batch == null) {
            return prepared;
        }
        head = batch.after();
        try (CommitTable.Ready ready = CommitTable.prepare(connection, batch)) {
            if (ready.store()) {
                return prepared;
            }
        }
        if (entries.size() == start.size()) {
            forget();
            fail(open, clockFault("more than " + CommitTable.AHEAD_SECONDS + " seconds ahead of the database's"));
            return Prepared.NOTHING;
        }
        return null;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant later(Instant now, Head head) {
        return now.isBefore(head.time()) ? head.time() : now;
    }

    /** Why nothing may be appended now. */
    private Optional<StoreUnavailable> unfit(Head start, Instant now) {
        if (now.plus(BEHIND).isBefore(start.time())) {
            return Optional.of(clockFault("at " + now + ", behind the ledger's last entry of " + start.time()));
        }
        return preparation.lacking(later(now, start)).map(lacking -> new StoreUnavailable(lacking, null));
    }

    private Head load() throws SQLException {
        Head loaded = entries.head();
        listener.loaded(loaded.size());
        preparation.restart(loaded.size());
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

    private void settle(Prepared stored) {
        Batch batch = stored.batch();
        try {
            if (batch != null) {
                listener.committed(batch);
            }
        } finally {
            long first = batch == null ? 0 : batch.before().size();
            for (Append append : stored.accepted()) {
                append.sealedAt(first);
                first += append.events().size();
            }
            stored.rejected().forEach(Append::reject);
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
    private static boolean isRefusal(@Nullable Throwable failure) {
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

    private static void fail(List<Append> appends, Throwable why) {
        appends.forEach(a -> a.fail(why));
    }
}
