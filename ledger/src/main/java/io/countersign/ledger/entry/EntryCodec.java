package io.countersign.ledger.entry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * The one spelling of an entry as bytes: a CloudEvents 1.0 JSON object, UTF-8, members always in this order, no whitespace, optional ones left
 * out when absent.
 *
 * <pre>
 * {"specversion":"1.0","id":…,"source":…,"type":…,"subject":…,"time":"2026-11-22T20:15:00.000000Z","position":"0","previous":base64,
 *  "streams":"deployment/…#0 type/…#0","authtype":…[,"authid":…][,"idempotencykey":…][,"requestdigest":…],
 *  "datacontenttype":"application/json","data":{…}}
 * </pre>
 *
 * <p>
 * {@code data} is compact JSON as Jackson writes it without escaping slashes: no whitespace, only necessary escapes ({@code \" \\ \b \t \n \f \r}, else
 * backslash, {@code u00} and two upper-case digits), integers only, no member twice. It is copied as it stands, and an entry whose data is spelt otherwise can be
 * neither encoded nor decoded.
 */
public final class EntryCodec {

    /** Largest entry, in bytes: what the length prefix of a tlog-tiles entry bundle can say. */
    public static final int MAX_BYTES = 65_535;

    private static final String[] TWO_DIGITS = new String[100];

    static {
        for (int i = 0; i < 100; i++) {
            TWO_DIGITS[i] = i < 10 ? "0" + i : Integer.toString(i);
        }
    }

    private EntryCodec() {}

    /**
     * The entry's bytes.
     *
     * @throws IllegalArgumentException if {@code data} is not a compact JSON object, or the entry exceeds {@link #MAX_BYTES}
     */
    public static byte[] encode(Entry entry) {
        byte[] head = head(entry).getBytes(StandardCharsets.ISO_8859_1);
        byte[] data = entry.data().getBytes(StandardCharsets.UTF_8);
        int length = head.length + data.length + 1;
        if (length > MAX_BYTES) {
            throw new IllegalArgumentException("entry of " + length + " bytes; the most is " + MAX_BYTES);
        }
        requireCompact(data);
        if (!new String(data, StandardCharsets.UTF_8).equals(entry.data())) {
            throw new IllegalArgumentException("data holds half of a surrogate pair, which UTF-8 cannot write");
        }
        byte[] bytes = Arrays.copyOf(head, length);
        System.arraycopy(data, 0, bytes, head.length, data.length);
        bytes[length - 1] = '}';
        return bytes;
    }

    /**
     * Reads an entry, refusing every spelling but the one that {@link #encode} gives.
     *
     * @throws MalformedEntry naming the member and the offset of the first wrong byte
     */
    public static Entry decode(byte[] bytes) throws MalformedEntry {
        EntryScanner scanner = new EntryScanner();
        scanner.scan(bytes, 0, bytes.length);
        return scanner.entry();
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

    private static String head(Entry entry) {
        StringBuilder out = new StringBuilder(768);
        out.append("{\"specversion\":\"1.0\",\"id\":\"").append(entry.id());
        out.append("\",\"source\":\"").append(entry.source());
        out.append("\",\"type\":\"").append(entry.type());
        out.append("\",\"subject\":\"").append(entry.subject());
        out.append("\",\"time\":\"");
        appendTime(out, entry.time());
        out.append("\",\"position\":\"").append(entry.position());
        out.append("\",\"previous\":\"").append(entry.previous().base64());
        out.append("\",\"streams\":\"");
        appendStreams(out, entry);
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
        out.append(",\"datacontenttype\":\"application/json\",\"data\":");
        return out.toString();
    }

    private static void appendStreams(StringBuilder out, Entry entry) {
        String space = "";
        for (StreamIndex each : entry.streams()) {
            out.append(space).append(each.stream()).append('#').append(each.index());
            space = " ";
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
