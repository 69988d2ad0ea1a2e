package io.countersign.command.store;

import io.countersign.command.store.Sealer.Batch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of this node that appends. It drains everything that waits into one batch: one statement, one fsync, one checkpoint. Other nodes
 * may append too: whoever moves the head first wins, the other reads it again and tries with what is left of its batch.
 */
final class Appender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    private static final int MOST_EVENTS = 2_000;
    private static final int QUEUE = 10_000;
    private static final int TRIES = 12;
    private static final Duration BEHIND = Duration.ofSeconds(5);

    private final DataSource database;
    private final EntryTable entries;
    private final Sealer sealer;
    private final InstantSource clock;
    private final Consumer<Batch> listener;
    private final BlockingQueue<Append> queue = new LinkedBlockingQueue<>(QUEUE);
    // Waiters go on here: whatever a command does after its commit must not hold up the next batch.
    private final ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread = Thread.ofPlatform().name("appender").daemon().unstarted(this::run);
    private final Recent recent = new Recent();
    private @Nullable Head head;
    private volatile boolean closed;

    /** @param listener told of each commit, before anyone is answered; must be quick and must not throw */
    Appender(DataSource database, EntryTable entries, Sealer sealer, InstantSource clock, Consumer<Batch> listener) {
        this.database = database;
        this.entries = entries;
        this.sealer = sealer;
        this.clock = clock;
        this.listener = listener;
    }

    void start() {
        thread.start();
    }

    /** Queues an append; its future answers. Fails at once when ten thousand wait already, so that a stalled database cannot fill the heap. */
    void submit(Append append) {
        if (closed || !queue.offer(append)) {
            append.sealed().completeExceptionally(
                    new StoreUnavailable(closed ? "the ledger is shutting down" : "too many appends wait", null));
        }
    }

    /** Takes no more, finishes what waits. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        answers.shutdown();
    }

    private void run() {
        while (!closed || !queue.isEmpty()) {
            List<Append> waiting = List.of();
            try {
                waiting = drain();
                if (!waiting.isEmpty()) {
                    append(waiting);
                }
            } catch (InterruptedException _) {
                closed = true;
            } catch (RuntimeException e) {
                // Whatever it is, the thread must live on, and nobody may wait for ever.
                LOG.error("A batch failed", e);
                forget();
                fail(waiting, e);
            }
        }
    }

    private List<Append> drain() throws InterruptedException {
        Append first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        List<Append> batch = new ArrayList<>();
        batch.add(first);
        int events = first.events().size();
        while (events < MOST_EVENTS) {
            Append next = queue.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
            events += next.events().size();
        }
        return batch;
    }

    private void append(List<Append> batch) throws InterruptedException {
        List<Append> waiting = batch;
        boolean unsure = false;
        SQLException last = null;
        for (int attempt = 0; attempt < TRIES && !waiting.isEmpty(); attempt++) {
            try {
                if (unsure) {
                    waiting = settleKnown(waiting);
                }
                waiting = attempt(waiting);
            } catch (SQLException e) {
                // The statement may have taken effect all the same: before anything else, look its events up.
                unsure = true;
                last = e;
                forget();
                LOG.warn("An append's outcome is unknown, trying again: {}", e.getMessage());
                TimeUnit.MILLISECONDS.sleep(Math.min(50L << attempt, 2_000L));
            }
        }
        if (!waiting.isEmpty()) {
            fail(waiting, new StoreUnavailable(
                    "the ledger's database does not answer; repeat the request with the same Idempotency-Key", last));
        }
    }

    /** @return those still to be appended: none, or, when the head had moved, all that were not rejected */
    private List<Append> attempt(List<Append> waiting) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Head start = head == null ? load() : head;
            Instant now = now(start, waiting);
            List<Append> accepted = now == null ? List.of() : accept(connection, start, waiting);
            if (accepted.isEmpty() || now == null) {
                return List.of();
            }
            List<Sealable> events = accepted.stream().flatMap(a -> a.events().stream()).toList();
            Set<String> unknown = recent.unknown(events);
            if (!unknown.isEmpty()) {
                recent.remember(TagTable.lastIndexes(connection, unknown));
            }
            Batch batch = sealer.seal(start, events, recent, now);
            if (!CommitTable.commit(connection, batch)) {
                forget();
                return lostRaceOrClock(start, accepted);
            }
            head = batch.after();
            listener.accept(batch);
            answer(accepted, start.size());
            return List.of();
        }
    }

    private Head load() throws SQLException {
        Head loaded = entries.head();
        recent.restart(loaded.size());
        head = loaded;
        return loaded;
    }

    private void forget() {
        head = null;
    }

    /** The time to stamp: never before the last entry's. Null, and everyone told, when the clock cannot be right. */
    private @Nullable Instant now(Head start, List<Append> waiting) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (now.plus(BEHIND).isBefore(start.time())) {
            fail(waiting, new StoreUnavailable(
                    "clock: this machine's clock is at " + now + ", behind the ledger's last entry of " + start.time(),
                    null));
            return null;
        }
        return now.isBefore(start.time()) ? start.time() : now;
    }

    /** Checks conditions one after the other, each against what was stored and what was accepted before it; rejects alone. */
    private List<Append> accept(Connection connection, Head start, List<Append> waiting) throws SQLException {
        List<Append> accepted = new ArrayList<>();
        List<Recent.Seen> before = new ArrayList<>();
        for (Append append : waiting) {
            if (conflicts(connection, start, append, before)) {
                answers.execute(() -> append.sealed().completeExceptionally(new Append.Rejected()));
            } else {
                accepted.add(append);
                append.events().forEach(e -> before.add(new Recent.Seen(e.type(), e.tagSet())));
            }
        }
        before.forEach(recent::add);
        return accepted;
    }

    private boolean conflicts(Connection connection, Head start, Append append, List<Recent.Seen> before)
            throws SQLException {
        Selection unless = append.unless();
        if (unless == null) {
            return false;
        }
        if (before.stream().anyMatch(unless::matches)) {
            return true;
        }
        if (append.since() >= start.size()) {
            return false;
        }
        return recent.reaches(append.since())
                ? recent.anySince(append.since(), unless)
                : TagTable.anySince(connection, append.since(), unless);
    }

    private List<Append> lostRaceOrClock(Head start, List<Append> accepted) throws SQLException {
        Head now = load();
        if (now.size() > start.size()) {
            return accepted;
        }
        fail(accepted, new StoreUnavailable("clock: this machine's clock is more than " + CommitTable.AHEAD_SECONDS
                + " seconds ahead of the database's", null));
        return List.of();
    }

    /** After an unknown outcome: answers those that are in the log, and returns those that are not. */
    private List<Append> settleKnown(List<Append> waiting) throws SQLException {
        Map<String, Long> known = entries.positionsOf(waiting.stream().map(a -> a.events().getFirst().id()).toList());
        List<Append> rest = new ArrayList<>();
        for (Append append : waiting) {
            Long position = known.get(append.events().getFirst().id());
            if (position == null) {
                rest.add(append);
            } else {
                answers.execute(() -> append.sealed().complete(position));
            }
        }
        return rest;
    }

    private void answer(List<Append> accepted, long from) {
        long position = from;
        for (Append append : accepted) {
            long first = position;
            answers.execute(() -> append.sealed().complete(first));
            position += append.events().size();
        }
    }

    private void fail(List<Append> waiting, RuntimeException why) {
        waiting.forEach(a -> answers.execute(() -> a.sealed().completeExceptionally(why)));
    }
}
