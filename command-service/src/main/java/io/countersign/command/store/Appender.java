package io.countersign.command.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of this node that appends. It drains everything that waits into one batch: one statement, one fsync, one checkpoint. When many are at
 * it, it prepares the next batch while one is being stored; a few are answered sooner without that other thread. Other nodes may append too: whoever
 * moves the head first wins, the other reads it again and tries anew.
 */
final class Appender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    private static final int MOST_EVENTS = 2_000;
    private static final int QUEUE = 10_000;
    /** A batch of so many appends is stored by another thread. The next is prepared when twice as many wait, or this one is stored. */
    static final int MANY = 48;

    private final Committer committer;
    private final Embargo embargo;
    private final int many;
    private final BlockingQueue<Append> queue = new LinkedBlockingQueue<>(QUEUE);
    private final Thread thread = Thread.ofPlatform().name("appender").daemon().unstarted(this::run);
    private volatile boolean closed;
    private volatile boolean ended;

    Appender(Committer committer, Embargo embargo, int many) {
        this.committer = committer;
        this.embargo = embargo;
        this.many = many;
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
            append.fail(Committer.ending());
        } else if (!queue.offer(append)) {
            append.fail(new StoreUnavailable("too many appends wait", null));
        } else if (ended) {
            // It ended between the two looks, and may have failed what waited before this one came.
            failWaiting();
        } else if (queue.size() >= 2 * many) {
            wake();
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
        try (committer) {
            while (!closed || !queue.isEmpty()) {
                append(drain());
            }
            committer.finish();
        } catch (InterruptedException _) {
            LOG.warn("The appender was stopped before everything that waited was sealed");
        } finally {
            closed = true;
            ended = true;
            failWaiting();
        }
    }

    private void append(List<Append> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            committer.finish();
        } else if (batch.size() < many) {
            committer.commit(batch);
        } else {
            committer.begin(batch, this::wake);
        }
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    /** Everything that waits; nothing after a while, or when what is under way was stored meanwhile. */
    private List<Append> drain() throws InterruptedException {
        while (committer.isUndecided() && queue.size() < 2 * many) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        List<Append> batch = new ArrayList<>();
        Append next = committer.isUnderWay() ? queue.poll() : queue.poll(100, TimeUnit.MILLISECONDS);
        for (int events = 0; next != null; next = events < MOST_EVENTS ? queue.poll() : null) {
            batch.add(next);
            events += next.events().size();
        }
        return batch;
    }

    private void failWaiting() {
        for (Append append = queue.poll(); append != null; append = queue.poll()) {
            append.fail(Committer.ending());
        }
    }
}
