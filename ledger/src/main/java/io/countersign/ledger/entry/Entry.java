package io.countersign.ledger.entry;

import io.countersign.ledger.hash.Digest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one sealed record says. {@link EntryCodec} gives its bytes. Every text but {@code data} is 1 to 255 printable ASCII characters without
 * space, quote and backslash.
 *
 * @param id             the event's id, a UUIDv7
 * @param source         the ledger's origin
 * @param type           the event's fixed name and version, such as {@code countersign.item-completed.v1}
 * @param subject        what it is about, such as {@code deployment/0198…}
 * @param time           when the ledger sealed it; cut to microseconds; years 1970 to 9999
 * @param position       place in the log, from 0, without gaps
 * @param previous       leaf hash of the entry before; for entry 0 the hash of the empty tree
 * @param streams        the populations it belongs to with its index in each; each stream at most once, at least one
 * @param author         who acted
 * @param idempotencyKey keyed HMAC of caller and key, or null
 * @param requestDigest  keyed HMAC of the request, or null
 * @param data           the event itself: one compact JSON object, see {@link EntryCodec}
 */
public record Entry(String id, String source, String type, String subject, Instant time, long position, Digest previous,
        List<StreamIndex> streams, Author author, @Nullable String idempotencyKey, @Nullable String requestDigest,
        String data) {

    private static final Instant FIRST_TIME = Instant.EPOCH;
    private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

    public Entry {
        Attribute.require("id", id);
        Attribute.require("source", source);
        Attribute.require("type", type);
        Attribute.require("subject", subject);
        time = time.truncatedTo(ChronoUnit.MICROS);
        if (time.isBefore(FIRST_TIME) || !time.isBefore(END_OF_TIME)) {
            throw new IllegalArgumentException("time lies in the years 1970 to 9999: " + time);
        }
        if (position < 0) {
            throw new IllegalArgumentException("position is not negative: " + position);
        }
        streams = List.copyOf(streams);
        requireDistinct(streams);
        if (idempotencyKey != null) {
            Attribute.require("idempotencykey", idempotencyKey);
        }
        if (requestDigest != null) {
            Attribute.require("requestdigest", requestDigest);
        }
    }

    private static void requireDistinct(List<StreamIndex> streams) {
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("an entry belongs to at least one stream");
        }
        Set<String> names = HashSet.newHashSet(streams.size());
        for (StreamIndex each : streams) {
            if (!names.add(each.stream())) {
                throw new IllegalArgumentException("stream named twice: " + each.stream());
            }
        }
    }
}
