package io.countersign.command.publish;

import io.countersign.command.store.LedgerLog;
import io.countersign.command.store.LedgerLog.Stored;
import io.countersign.command.store.StoreUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the log, one node at a time. Its cursor is the last record on the topic itself, so there is nothing to keep in step: after a crash, a
 * fail-over or a new topic it looks there and goes on. A broken broker never holds up a command; what was missed follows.
 */
public final class KafkaPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);
    private static final int PAGE = 500;
    /** "countersign publishes", as far as it fits; the lock's name within the ledger's database. */
    private static final long LOCK = 0x636f756e74657273L;
    /** How long to wait for another node's commits, and between looks at the topic. */
    private static final Duration GLANCE = Duration.ofMillis(500);
    /** How long what is committed meanwhile is gathered: a read of the log and a request to the broker cost more than a record does. */
    private static final Duration GATHER = Duration.ofMillis(25);

    /** @param published entries on the topic as far as this node knows; @param fault why nothing is published now, if so */
    public record Status(boolean mine, long published, @Nullable String fault) {}

    private final LedgerLog log;
    private final TurnTable turn;
    private final String bootstrap;
    private final String name;
    private final Duration patience;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("publisher").daemon().unstarted(this::run);
    private volatile Status status = new Status(false, 0, "not connected yet");
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param database of the ledger, for the lock; @param bootstrap the brokers' addresses; @param topic the entries' topic */
    public KafkaPublisher(LedgerLog log, DataSource database, String bootstrap, String topic) {
        this(log, database, bootstrap, topic, Duration.ofSeconds(10));
    }

    /** @param patience how long brokers may take to answer before publication counts as interrupted */
    KafkaPublisher(LedgerLog log, DataSource database, String bootstrap, String topic, Duration patience) {
        this.log = log;
        this.patience = patience;
        this.turn = new TurnTable(database, LOCK);
        this.bootstrap = bootstrap;
        this.name = topic;
    }

    public void start() {
        thread.start();
    }

    /** Says that there may be something new. */
    public void wake() {
        wake.release();
    }

    public Status status() {
        return status;
    }

    @Override
    public void close() {
        closing.countDown();
        wake.release();
        try {
            thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                turnByTurn();
            }
        } catch (InterruptedException _) {
            // asked to stop
        } finally {
            status = new Status(false, status.published(), "stopped");
            giveUp();
        }
    }

    private void turnByTurn() throws InterruptedException {
        try {
            if (!turn.mine()) {
                status = new Status(false, 0, null);
                pause(GLANCE);
            } else {
                status = new Status(true, status.published(), status.fault());
                publishWhileIntact();
            }
        } catch (KafkaException | SQLException | StoreUnavailable e) {
            LOG.warn("Publication is interrupted: {}", e.getMessage());
            status = new Status(status.mine(), status.published(), String.valueOf(e.getMessage()));
            pause(GLANCE);
        } catch (RuntimeException e) {
            LOG.error("Publication stopped", e);
            status = new Status(status.mine(), status.published(), String.valueOf(e.getMessage()));
            pause(Duration.ofSeconds(5));
        }
    }

    /** Ends when the turn is lost, the topic changed, or this is closed. */
    private void publishWhileIntact() throws InterruptedException, SQLException {
        try (Topic topic = new Topic(bootstrap, name, patience)) {
            long next = topic.last(bootstrap).map(this::after).orElse(0L);
            LOG.info("Publishing to {} from entry {}", name, next);
            long looked = System.nanoTime();
            while (closing.getCount() > 0) {
                List<Stored> entries = log.from(next, PAGE);
                if (!entries.isEmpty()) {
                    topic.publish(entries);
                    next = entries.getLast().position() + 1;
                }
                status = new Status(true, next, null);
                if (System.nanoTime() - looked > GLANCE.toNanos()) {
                    if (!turn.mine() || !topic.intact(next > 0)) {
                        return;
                    }
                    looked = System.nanoTime();
                }
                if (entries.size() < PAGE) {
                    pause(GATHER);
                    sleep(GLANCE);
                }
            }
        }
    }

    /** The position after the topic's last record, which must be an entry of this very log. */
    private long after(ConsumerRecord<String, byte[]> last) {
        long position = Topic.position(last);
        Optional<Stored> ours = log.at(position);
        if (ours.isEmpty() || !java.util.Arrays.equals(ours.get().bytes(), last.value())) {
            throw new IllegalStateException("the topic " + name + " holds an entry " + position
                    + " that is not in this ledger: it belongs to another, or the ledger was restored to an earlier state");
        }
        return position + 1;
    }

    /** Waits although there may be something new. */
    private void pause(Duration time) throws InterruptedException {
        boolean _ = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sleep(Duration atMost) throws InterruptedException {
        if (wake.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            wake.drainPermits();
        }
    }

    private void giveUp() {
        try {
            turn.close();
        } catch (SQLException e) {
            LOG.debug("The lock goes with its connection", e);
        }
    }
}
