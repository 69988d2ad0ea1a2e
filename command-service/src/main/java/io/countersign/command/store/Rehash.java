package io.countersign.command.store;

import io.countersign.command.store.RehashTable.Outcome;
import io.countersign.ledger.note.VerifierKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Re-hashes the whole log from time to time, one node at a time, at half the speed it could. What came of it is kept in the database: a log that was
 * found damaged takes no more appends, on any node and after any restart, until a later re-hash finds it whole.
 */
public final class Rehash implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rehash.class);
    private static final String PARTY = "rehash";
    private static final Duration GLANCE = Duration.ofSeconds(1);

    /** When it is done. @param interval from the end of one to the beginning of the next; @param delay from a start to the first one that is due then */
    public record Schedule(Duration interval, Duration delay) {}

    /** A re-hash that was finished. @param damage what does not fit, naming the position; null when everything does */
    public record Last(Instant started, Instant finished, long entries, @Nullable Long position,
            @Nullable String damage) {}

    /** A re-hash under way on this node. @param position entries that fit so far; @param size of the log when it began */
    public record Progress(Instant started, long position, long size) {}

    /** @param trouble why the last attempt came to no result, if so */
    public record Status(@Nullable Last last, @Nullable Progress running, @Nullable String trouble) {}

    private final RehashTable table;
    private final TailTable tail;
    private final EntryTable entries;
    private final String origin;
    private final Supplier<List<VerifierKey>> keys;
    private final InstantSource clock;
    private final Schedule schedule;
    private final Embargo embargo;
    private final Instant opened;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("rehash").daemon().priority(Thread.MIN_PRIORITY)
            .unstarted(this::run);
    private volatile Status status = new Status(null, null, null);

    Rehash(DataSource database, String origin, Supplier<List<VerifierKey>> keys, InstantSource clock, Schedule schedule,
            Embargo embargo) {
        this.table = new RehashTable(database);
        this.tail = new TailTable(database);
        this.entries = new EntryTable(database);
        this.origin = origin;
        this.keys = keys;
        this.clock = clock;
        this.schedule = schedule;
        this.embargo = embargo;
        this.opened = clock.instant();
    }

    /** Returns when this node knows what came of the last one; what is due is then done in the background. */
    public void start() {
        try {
            learn();
        } catch (SQLException e) {
            stumbled(e);
        }
        thread.start();
    }

    public Status status() {
        return status;
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                turnByTurn();
                pause(GLANCE);
            }
        } catch (InterruptedException _) {
            // asked to stop
        }
    }

    private void turnByTurn() throws InterruptedException {
        try {
            learn();
            if (due()) {
                takeTurn();
            }
        } catch (SQLException | StoreUnavailable e) {
            stumbled(e);
        } catch (RuntimeException e) {
            LOG.error("The re-hash of the log stopped", e);
            stumbled(e);
        }
    }

    private void stumbled(Exception why) {
        LOG.warn("The log could not be re-hashed: {}", why.getMessage());
        status = new Status(status.last(), null, String.valueOf(why.getMessage()));
    }

    /** What came of the last one may have been found by another node. */
    private void learn() throws SQLException {
        Last last = table.last().map(Rehash::last).orElse(null);
        status = new Status(last, null, status.trouble());
        if (last != null && last.damage() != null) {
            embargo.lay(PARTY,
                    "The log is damaged at " + last.damage() + ". Nothing is appended until it is repaired.");
        } else {
            embargo.lift(PARTY);
        }
    }

    /** A log that was damaged before this node's start may have been repaired: then it is looked at again at once. */
    private boolean due() {
        Last last = status.last();
        Instant now = clock.instant();
        if (last == null) {
            return !now.isBefore(opened.plus(schedule.delay()));
        }
        if (last.damage() != null && last.finished().isBefore(opened)) {
            return true;
        }
        return !now.isBefore(opened.plus(schedule.delay()))
                && !now.isBefore(last.finished().plus(schedule.interval()));
    }

    private void takeTurn() throws SQLException, InterruptedException {
        Connection turn = table.takeTurn();
        if (turn == null) {
            return;
        }
        try {
            learn();
            if (due()) {
                wholeLog();
                learn();
            }
        } finally {
            table.giveBack(turn);
        }
    }

    private void wholeLog() throws SQLException, InterruptedException {
        Instant started = clock.instant();
        long size = entries.size();
        if (size == 0) {
            return;
        }
        try {
            WholeCheck check = new WholeCheck(tail, origin, keys.get(), size);
            boolean more = true;
            while (more) {
                long began = System.nanoTime();
                more = check.next();
                status = new Status(status.last(), new Progress(started, check.position(), size), null);
                // As long a rest as the work took, so that commits have the better half of the database.
                if (closing.await(System.nanoTime() - began, TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
            table.record(new Outcome(started, clock.instant(), size, null, null));
            LOG.info("The whole log was re-hashed: {} entries, all as they were sealed", size);
        } catch (DamagedLog e) {
            LOG.error("The log is damaged: {}", e.getMessage());
            table.record(new Outcome(started, clock.instant(), size, e.position(), e.getMessage()));
        }
    }

    private void pause(Duration time) throws InterruptedException {
        boolean _ = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Last last(Outcome outcome) {
        return new Last(outcome.started(), outcome.finished(), outcome.entries(), outcome.position(), outcome.what());
    }
}
