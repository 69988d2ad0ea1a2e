package io.countersign.command.webhook;

import io.countersign.command.outbound.BoundedHttp;
import io.countersign.command.store.LedgerLog;
import io.countersign.command.store.LedgerLog.Stored;
import io.countersign.command.store.StoreUnavailable;
import io.countersign.command.webhook.WebhookTable.Cursor;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Posts the log's entries to one endpoint, in order, on a thread of its own, so that a slow one delays nobody. What fails is tried again, ever less often, until
 * it is given up; nothing overtakes it meanwhile. An endpoint that answers 410 Gone is sent nothing until it is to be asked again.
 */
final class Sender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int PAGE = 200;
    /** Between looks for other nodes' commits. */
    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final int GONE = 410;

    /**
     * How it stands.
     *
     * @param next position of the entry it gets next; @param trouble why that entry has not been taken, if it was tried; @param attempts how often in a row
     */
    record State(long next, @Nullable String trouble, int attempts) {}

    /** What sending shares. */
    record Means(LedgerLog log, WebhookTable table, BoundedHttp http, Schedule schedule, RandomGenerator random,
            InstantSource clock) {}

    private final Endpoint endpoint;
    private final Means means;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile State state = new State(0, null, 0);

    Sender(Endpoint endpoint, Means means) {
        this.endpoint = endpoint;
        this.means = means;
        this.thread = Thread.ofVirtual().name("webhook-" + endpoint.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void wake() {
        wake.release();
    }

    State state() {
        return state;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Stops it, in the middle of a request if need be: what was not answered is sent again by whoever goes on. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.interrupted()) {
                try {
                    means.table().begin(endpoint.name(), means.log().size());
                    Cursor cursor = means.table().cursor(endpoint.name()).orElseThrow();
                    if (cursor.gone() == null) {
                        follow(cursor);
                    } else {
                        state = new State(cursor.next(), null, 0);
                    }
                } catch (StoreUnavailable | DataAccessException | TransactionException e) {
                    LOG.warn("Webhook {} waits: {}", endpoint, e.getMessage());
                } catch (RuntimeException e) {
                    LOG.error("Webhook {} stumbled", endpoint, e);
                }
                Thread.sleep(GLANCE);
            }
        } catch (InterruptedException _) {
            // closed, or another node's turn
        }
    }

    /** Ends only when another node has moved the cursor, when the endpoint is gone, or by what is thrown. */
    private void follow(Cursor begin) throws InterruptedException {
        long next = begin.next();
        while (true) {
            state = new State(next, null, 0);
            List<Stored> page = means.log().from(next, PAGE);
            for (Stored stored : page) {
                Entry entry = decode(stored);
                if (endpoint.types().contains(entry.type())) {
                    if (!passOver(next, stored.position())) {
                        return;
                    }
                    Instant failing = next == begin.next() && next == stored.position() ? begin.since() : null;
                    if (!deliver(stored, entry, failing) || !advance(stored.position(), stored.position() + 1)) {
                        return;
                    }
                    next = stored.position() + 1;
                }
            }
            long end = page.isEmpty() ? next : page.getLast().position() + 1;
            if (!passOver(next, end)) {
                return;
            }
            next = end;
            if (page.size() < PAGE) {
                state = new State(next, null, 0);
                boolean _ = wake.tryAcquire(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
            }
        }
    }

    private boolean passOver(long from, long to) {
        return from == to || advance(from, to);
    }

    private boolean advance(long from, long to) {
        return means.table().advance(endpoint.name(), from, to);
    }

    private static Entry decode(Stored stored) {
        try {
            return EntryCodec.decode(stored.bytes());
        } catch (MalformedEntry e) {
            throw new IllegalStateException("entry " + stored.position() + " is none", e);
        }
    }

    /** @return whether to go on, because the entry was taken or given up; otherwise the endpoint is gone */
    private boolean deliver(Stored stored, Entry entry, @Nullable Instant failing) throws InterruptedException {
        Message message = Message.of(stored, entry);
        Instant since = failing;
        for (int failures = 1;; failures++) {
            Attempt attempt = attempt(message);
            String why = attempt.why();
            if (why == null) {
                return true;
            }
            Instant now = means.clock().instant();
            if (attempt.gone()) {
                LOG.warn("Webhook {} answers 410 Gone to entry {}, and is sent nothing any more", endpoint,
                        stored.position());
                means.table().gone(endpoint.name(), now);
                return false;
            }
            since = since == null ? now : since;
            means.table().failed(endpoint.name(), stored.position(), since);
            state = new State(stored.position(), why, failures);
            if (failures == 1) {
                LOG.warn("Webhook {} did not take entry {}: {}", endpoint, stored.position(), why);
            }
            if (!now.isBefore(since.plus(means.schedule().giveUp()))) {
                LOG.error("Webhook {} is not sent entry {} any more: {}", endpoint, stored.position(), why);
                means.table().giveUp(endpoint.name(), stored.position(), now, why);
                return true;
            }
            Thread.sleep(means.schedule().pause(failures, attempt.retryAfter(), means.random()));
        }
    }

    /**
     * What became of it.
     *
     * @param why        it was not taken; null when it was
     * @param gone       whether nothing is wanted any more
     * @param retryAfter how long the endpoint asks to be left alone; null when it says nothing of it
     */
    private record Attempt(@Nullable String why, boolean gone, @Nullable Duration retryAfter) {}

    private Attempt attempt(Message message) throws InterruptedException {
        Instant now = means.clock().instant();
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.url())
                .header("Content-Type", "application/json").header("User-Agent", "countersign")
                .header("webhook-id", message.id())
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", message.signatures(endpoint, now))
                .POST(BodyPublishers.ofByteArray(message.body()));
        try {
            BoundedHttp.Head head = means.http().head(request, now);
            int status = head.status();
            String why = status / 100 == 2
                    ? null
                    : "it answers " + status + (status / 100 == 3 ? ", and redirects are not followed" : "");
            return new Attempt(why, status == GONE, head.retryAfter());
        } catch (IOException e) {
            return new Attempt(BoundedHttp.sentence(e), false, null);
        }
    }
}
