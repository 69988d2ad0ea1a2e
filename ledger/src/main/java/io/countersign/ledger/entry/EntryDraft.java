package io.countersign.ledger.entry;

import io.countersign.ledger.hash.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/**
 * An entry that is checked and spelt but for what only sealing can say: when, where, after which, and its index in each stream. Sealing it is copying bytes,
 * so whoever seals one after the other has little to do for each.
 */
public final class EntryDraft {

    private static final String[] TWO_DIGITS = new String[100];

    static {
        for (int i = 0; i < 100; i++) {
            TWO_DIGITS[i] = i < 10 ? "0" + i : Integer.toString(i);
        }
    }

    private final byte[] beforeTime;
    private final List<String> streams;
    private final byte[] afterStreams;

    private EntryDraft(byte[] beforeTime, List<String> streams, byte[] afterStreams) {
        this.beforeTime = beforeTime;
        this.streams = streams;
        this.afterStreams = afterStreams;
    }

    /**
     * @param entry whose time, position, previous and indexes are replaced when it is sealed
     * @throws IllegalArgumentException if {@code data} is not a compact JSON object, see {@link EntryCodec}
     */
    public static EntryDraft of(Entry entry) {
        return new EntryDraft(beforeTime(entry).getBytes(StandardCharsets.ISO_8859_1),
                entry.streams().stream().map(StreamIndex::stream).toList(), afterStreams(entry));
    }

    /**
     * The entry's bytes.
     *
     * @param time     years 1970 to 9999, cut to microseconds
     * @param position from 0
     * @param indexes  for each of its streams, in order; what follows them is not looked at
     * @throws IllegalArgumentException if it exceeds {@link EntryCodec#MAX_BYTES}
     */
    public byte[] seal(Instant time, long position, Digest previous, long[] indexes) {
        byte[] sealing = sealing(time, position, previous, indexes).getBytes(StandardCharsets.ISO_8859_1);
        int length = beforeTime.length + sealing.length + afterStreams.length;
        if (length > EntryCodec.MAX_BYTES) {
            throw new IllegalArgumentException("entry of " + length + " bytes; the most is " + EntryCodec.MAX_BYTES);
        }
        byte[] bytes = Arrays.copyOf(beforeTime, length);
        System.arraycopy(sealing, 0, bytes, beforeTime.length, sealing.length);
        System.arraycopy(afterStreams, 0, bytes, beforeTime.length + sealing.length, afterStreams.length);
        return bytes;
    }

    private static String beforeTime(Entry entry) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + entry.id() + "\",\"source\":\"" + entry.source()
                + "\",\"type\":\""
                + entry.type() + "\",\"subject\":\"" + entry.subject() + "\",\"time\":\"";
    }

    private String sealing(Instant time, long position, Digest previous, long[] indexes) {
        StringBuilder out = new StringBuilder(512);
        appendTime(out, time);
        out.append("\",\"position\":\"").append(position);
        out.append("\",\"previous\":\"").append(previous.base64());
        out.append("\",\"streams\":\"");
        for (int i = 0; i < streams.size(); i++) {
            out.append(i == 0 ? "" : " ").append(streams.get(i)).append('#').append(indexes[i]);
        }
        return out.toString();
    }

    private static byte[] afterStreams(Entry entry) {
        byte[] author = author(entry).getBytes(StandardCharsets.ISO_8859_1);
        byte[] data = entry.data().getBytes(StandardCharsets.UTF_8);
        if (author.length + data.length > EntryCodec.MAX_BYTES) {
            throw new IllegalArgumentException("data of " + data.length + " bytes in an entry; the most is "
                    + EntryCodec.MAX_BYTES + " for all of it");
        }
        requireCompact(data);
        if (!new String(data, StandardCharsets.UTF_8).equals(entry.data())) {
            throw new IllegalArgumentException("data holds half of a surrogate pair, which UTF-8 cannot write");
        }
        byte[] bytes = Arrays.copyOf(author, author.length + data.length + 1);
        System.arraycopy(data, 0, bytes, author.length, data.length);
        bytes[bytes.length - 1] = '}';
        return bytes;
    }

    private static String author(Entry entry) {
        StringBuilder out = new StringBuilder(256);
        out.append("\",\"authtype\":\"").append(entry.author().kind().text()).append('"');
        if (entry.author().person() != null) {
            out.append(",\"authid\":\"").append(entry.author().person()).append('"');
        }
        if (entry.idempotencyKey() != null) {
            out.append(",\"idempotencykey\":\"").append(entry.idempotencyKey()).append('"');
        }
        if (entry.requestDigest() != null) {
            out.append(",\"requestdigest\":\"").append(entry.requestDigest()).append('"');
        }
        return out.append(",\"datacontenttype\":\"application/json\",\"data\":").toString();
    }

    private static void requireCompact(byte[] data) {
        try {
            int end = new CompactJson().checkObject(data, 0, 0, data.length);
            if (end != data.length) {
                throw new IllegalArgumentException("data goes on after its object, at byte " + end);
            }
        } catch (MalformedEntry e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void appendTime(StringBuilder out, Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        out.append(utc.getYear()).append('-').append(TWO_DIGITS[utc.getMonthValue()]).append('-')
                .append(TWO_DIGITS[utc.getDayOfMonth()]);
        out.append('T').append(TWO_DIGITS[utc.getHour()]).append(':').append(TWO_DIGITS[utc.getMinute()]);
        out.append(':').append(TWO_DIGITS[utc.getSecond()]).append('.');
        int micros = time.getNano() / 1000;
        out.append(TWO_DIGITS[micros / 10_000]).append(TWO_DIGITS[micros / 100 % 100]).append(TWO_DIGITS[micros % 100])
                .append('Z');
    }
}
