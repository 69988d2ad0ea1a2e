package io.countersign.ledger.entry;

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

    private EntryCodec() {}

    /**
     * The entry's bytes.
     *
     * @throws IllegalArgumentException if {@code data} is not a compact JSON object, or the entry exceeds {@link #MAX_BYTES}
     */
    public static byte[] encode(Entry entry) {
        long[] indexes = entry.streams().stream().mapToLong(StreamIndex::index).toArray();
        return EntryDraft.of(entry).seal(entry.time(), entry.position(), entry.previous(), indexes);
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
}
