package io.countersign.command.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of this node that appends. It drains everything that waits into one batch: one statement, one fsync, one checkpoint. Other nodes
 * may append too: whoever moves the head first wins, the other reads it again and tries anew.
 */
final class Appender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    private static final int MOST_EVENTS = 2_000;
    private static final int QUEUE = 10_000;

    private final Committer committer;
    private final Embargo embargo;
    private final BlockingQueue<Append> queue = new LinkedBlockingQueue<>(QUEUE);
    private final Thread thread = Thread.ofPlatform().name("appender").daemon().unstarted(this::run);
    private volatile boolean closed;
    private volatile boolean ended;

    Appender(Committer committer, Embargo embargo) {
        this.committer = committer;
        this.embargo = embargo;
    }

    void start() {
        thread.start();
    }

    /** Queues an append; it will be answered. Fails it at once when ten thousand wait already, so that a stalled database cannot fill the heap. */
    void submit(Append append) {
        Optional<String> embargoed = embargo.reason();
        if (embargoed.isPresent()) {
            append.fail(new StoreUnavailable(embargoed.get(), null));
        } else if (closed) {
            append.fail(ending());
        } else if (!queue.offer(append)) {
            append.fail(new StoreUnavailable("too many appends wait", null));
        } else if (ended) {
            // It ended between the two looks, and may have failed what waited before this one came.
            failWaiting();
        }
    }

    /** Takes no more, finishes what waits. */
    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }

    /** @param patience after which what is under way is given up */
    void close(Duration patience) {
        closed = true;
        try {
            if (!thread.join(patience)) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        failWaiting();
    }

    private void run() {
        try {
            while (!closed || !queue.isEmpty()) {
                List<Append> batch = drain();
                if (!batch.isEmpty()) {
                    commit(batch);
                }
            }
        } catch (InterruptedException _) {
            LOG.warn("The appender was stopped before everything that waited was sealed");
        } finally {
            closed = true;
            ended = true;
            failWaiting();
        }
    }

    private void commit(List<Append> batch) throws InterruptedException {
        try {
            committer.commit(batch);
        } catch (InterruptedException e) {
            batch.forEach(a -> a.fail(ending()));
            throw e;
        } catch (RuntimeException | Error e) {
            // Whatever it is, the thread must live on, and nobody may wait for ever.
            LOG.error("A batch failed", e);
            committer.forget();
            batch.forEach(a -> a.fail(e));
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

    private void failWaiting() {
        for (Append append = queue.poll(); append != null; append = queue.poll()) {
            append.fail(ending());
        }
    }

    private static StoreUnavailable ending() {
        return new StoreUnavailable("the ledger is shutting down; repeat the request with the same Idempotency-Key",
                null);
    }
}
