package io.countersign.command.publication;

import io.countersign.command.outbound.BoundedHttp;
import io.countersign.command.publication.PublishedTable.Row;
import io.countersign.command.publication.PublishedTable.Stamp;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.timestamp.TimestampRejected;
import io.countersign.ledger.timestamp.TimestampRequest;
import io.countersign.ledger.timestamp.TimestampToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Has published checkpoints stamped by authorities (RFC 3161): what is stamped is SHA-256 of the note's text. Regularly by the node that publishes; by any when
 * somebody needs it now. Before an answer is kept it must be granted and repeat imprint and nonce; whether its authority is to be trusted is for verifiers to say.
 */
public final class Stamps implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stamps.class);
    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private static final class Authority {
        private final String name;
        private final URI url;
        private final ReentrantLock asking = new ReentrantLock();
        private volatile @Nullable Instant next;
        private volatile @Nullable String trouble;

        Authority(String name, URI url) {
            this.name = name;
            this.url = url;
        }
    }

    private final List<Authority> authorities;
    private final Duration interval;
    private final Publication publication;
    private final PublishedTable table;
    private final SecureRandom random;
    private final InstantSource clock;
    private final BoundedHttp http = new BoundedHttp();
    private final Thread thread = Thread.ofVirtual().name("stamps").unstarted(this::run);

    /**
     * @param authorities name and address of each, as {@code name=URL}, with commas; empty for none
     * @param interval    least time between two regular stamps of one authority
     * @throws IllegalArgumentException when that is not how authorities are written, or a name is there twice
     */
    public Stamps(String authorities, Duration interval, Publication publication, PublishedTable table,
            SecureRandom random, InstantSource clock) {
        this.authorities = parse(authorities);
        this.interval = interval;
        this.publication = publication;
        this.table = table;
        this.random = random;
        this.clock = clock;
    }

    private static List<Authority> parse(String text) {
        Map<String, Authority> found = new LinkedHashMap<>();
        for (String each : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int divide = each.indexOf('=');
            String name = each.substring(0, Math.max(0, divide)).strip();
            URI url = URI.create(each.substring(divide + 1).strip());
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}") || !http || url.getHost() == null
                    || found.put(name, new Authority(name, url)) != null) {
                throw new IllegalArgumentException(
                        "COUNTERSIGN_TIMESTAMP_AUTHORITIES is name=URL with commas between, each name once: " + each);
            }
        }
        return List.copyOf(found.values());
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
        http.close();
    }

    /** Has a checkpoint stamped by every authority that has not yet; returns when each has answered or failed to in time. */
    void require(Row row) throws InterruptedException {
        List<Thread> asking = new ArrayList<>();
        for (Authority authority : lacking(row)) {
            asking.add(Thread.ofVirtual().start(() -> stampUnlessThere(authority, row)));
        }
        for (Thread each : asking) {
            each.join(BoundedHttp.PATIENCE.multipliedBy(2));
        }
    }

    /** What is wrong with authorities, by name. */
    Map<String, String> troubles() {
        Map<String, String> troubles = new LinkedHashMap<>();
        authorities.forEach(a -> {
            String trouble = a.trouble;
            if (trouble != null) {
                troubles.put(a.name, trouble);
            }
        });
        return troubles;
    }

    private List<Authority> lacking(Row row) {
        List<String> there = table.stamps(row.size()).stream().map(Stamp::authority).toList();
        return authorities.stream().filter(a -> !there.contains(a.name)).toList();
    }

    private void run() {
        try {
            while (!Thread.interrupted() && !authorities.isEmpty()) {
                Thread.sleep(GLANCE);
                if (publication.mine()) {
                    regularly();
                }
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private void regularly() {
        try {
            Instant now = clock.instant();
            List<Authority> due = authorities.stream().filter(a -> isDue(a.next, now)).toList();
            if (!due.isEmpty()) {
                table.latest().ifPresent(row -> lacking(row).stream().filter(due::contains)
                        .forEach(a -> Thread.ofVirtual().start(() -> stampUnlessThere(a, row))));
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Time stamps wait: {}", e.getMessage());
        } catch (RuntimeException e) { // or their thread would end
            LOG.error("Time stamps stumbled", e);
        }
    }

    private static boolean isDue(@Nullable Instant next, Instant now) {
        return next == null || !now.isBefore(next);
    }

    private void stampUnlessThere(Authority authority, Row row) {
        try {
            if (!authority.asking.tryLock(BoundedHttp.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            try {
                if (lacking(row).contains(authority)) {
                    stamp(authority, row);
                }
            } finally {
                authority.asking.unlock();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            failed(authority, BoundedHttp.sentence(e));
        } catch (TimestampRejected e) {
            failed(authority, "its answer is refused: " + e.getMessage());
        } catch (DataAccessException | TransactionException e) {
            failed(authority, "its answer cannot be kept: the ledger's database does not answer");
        } catch (RuntimeException e) {
            LOG.error("Asking the timestamp authority {} stumbled", authority.name, e);
            failed(authority, "it is not asked, by a fault of this service: " + e);
        }
    }

    private void failed(Authority authority, String why) {
        if (!why.equals(authority.trouble)) {
            LOG.warn("Timestamp authority {} at {}: {}", authority.name, authority.url, why);
        }
        authority.trouble = why;
        authority.next = clock.instant().plus(AFTER_FAILURE);
    }

    private void stamp(Authority authority, Row row) throws IOException, InterruptedException, TimestampRejected {
        byte[] text = PublishedTable.parse(row.note()).text().getBytes(StandardCharsets.UTF_8);
        TimestampRequest request = TimestampRequest.of(Digest.sha256(text), random);
        HttpResponse<byte[]> response = http.send(HttpRequest.newBuilder(authority.url)
                .header("Content-Type", TimestampRequest.CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.encoded())), TimestampToken.MAX_BYTES);
        if (response.statusCode() != 200) {
            throw new IOException("it answers " + response.statusCode());
        }
        TimestampToken token = request.accept(response.body());
        table.stamp(row.size(), new Stamp(authority.name, token.time(), response.body()));
        authority.trouble = null;
        authority.next = clock.instant().plus(interval);
    }
}
