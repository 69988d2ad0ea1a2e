package io.countersign.ledger.entry;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Consecutive entries as C2SP tlog-tiles serves them at {@code tile/entries/<N>}: each preceded by its length as a big-endian 16-bit number, 256 to a
 * full bundle.
 */
public final class EntryBundle {

    private EntryBundle() {}

    /**
     * @param entries exact bytes of 1 to 256 entries, each at most {@link EntryCodec#MAX_BYTES}
     * @throws IllegalArgumentException if there are too many or one is too long
     */
    public static byte[] format(List<byte[]> entries) {
        if (entries.isEmpty() || entries.size() > 256) {
            throw new IllegalArgumentException("a bundle holds 1 to 256 entries, not " + entries.size());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(entries.size() * 1024);
        for (byte[] entry : entries) {
            if (entry.length > EntryCodec.MAX_BYTES) {
                throw new IllegalArgumentException("entry of " + entry.length + " bytes");
            }
            out.write(entry.length >>> 8);
            out.write(entry.length);
            out.write(entry, 0, entry.length);
        }
        return out.toByteArray();
    }

    /**
     * The first {@code width} entries of a bundle; a bundle may hold more, since a log may answer a partial one with the full one.
     *
     * @throws MalformedEntry if it holds fewer, or is cut short
     */
    public static List<byte[]> parse(byte[] bundle, int width) throws MalformedEntry {
        List<byte[]> entries = new ArrayList<>(width);
        int at = 0;
        while (entries.size() < width) {
            if (bundle.length - at < 2) {
                throw new MalformedEntry("bundle", at, entries.size() + " entries, " + width + " expected");
            }
            int length = (bundle[at] & 0xff) << 8 | bundle[at + 1] & 0xff;
            at += 2;
            if (bundle.length - at < length) {
                throw new MalformedEntry("bundle", at, "cut short: " + length + " bytes announced");
            }
            entries.add(Arrays.copyOfRange(bundle, at, at + length));
            at += length;
        }
        return entries;
    }
}
