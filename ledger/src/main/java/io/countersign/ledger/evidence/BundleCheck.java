package io.countersign.ledger.evidence;

import io.countersign.ledger.entry.EntryScanner;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TileSource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * All that can be checked of a bundle of entries by itself, whatever its neighbours: so bundles can be worked on in any order, and on every core. It only says whether
 * all is well; {@link BundleFault} then finds out what is wrong. For one thread at a time.
 */
final class BundleCheck {

    private final TileSource source;
    private final byte[] origin;
    private final EntryScanner scanner = new EntryScanner();

    /**
     * What is left to compare with the neighbours.
     *
     * @param id      the bundle's
     * @param bytes   as they were read
     * @param hashes  leaf hashes of its entries, one after the other
     * @param clean   whether all that was checked is well; if not, the rest means nothing
     * @param link    leaf hash of the entry before the first, as the first has it
     * @param earliest time of the first entry, in microseconds
     * @param latest  time of the last entry, in microseconds
     * @param root    of the tile that the leaf hashes fill; {@link TreeHasher#EMPTY} if they don't
     */
    @SuppressWarnings("ArrayRecordComponent") // two of these are never compared
    record Checked(TileId id, byte[] bytes, byte[] hashes, boolean clean, byte[] link, long earliest, long latest,
            BundleStreams streams, Digest root) {

        static Checked suspicious(TileId id, byte[] bytes) {
            return new Checked(id, bytes, new byte[0], false, new byte[0], 0, 0, new BundleStreams(bytes),
                    TreeHasher.EMPTY);
        }

        byte[] lastHash() {
            return Arrays.copyOfRange(hashes, hashes.length - Digest.BYTES, hashes.length);
        }
    }

    BundleCheck(TileSource source, String origin) {
        this.source = source;
        this.origin = origin.getBytes(StandardCharsets.UTF_8);
    }

    /** @throws java.io.UncheckedIOException if the bundle, or its tile, cannot be read */
    Checked check(TileId id) {
        byte[] bytes = read(source, id);
        Checked checked = scan(id, bytes);
        if (!checked.clean()) {
            return checked;
        }
        TileId tile = new TileId(0, id.index(), id.width());
        return TileRows.isBeginning(checked.hashes(), read(source, tile)) ? checked : Checked.suspicious(id, bytes);
    }

    private Checked scan(TileId id, byte[] bytes) {
        byte[] hashes = new byte[id.width() * Digest.BYTES];
        byte[] link = new byte[Digest.BYTES];
        BundleStreams streams = new BundleStreams(bytes);
        long earliest = 0;
        long latest = 0;
        int at = 0;
        try {
            for (int place = 0; place < id.width(); place++) {
                int end = Framing.end(bytes, at);
                if (end < 0) {
                    return Checked.suspicious(id, bytes);
                }
                scanner.scan(bytes, at + Framing.PREFIX, end);
                boolean linked = place == 0 || scanner.follows(hashes, (place - 1) * Digest.BYTES);
                if (!linked || scanner.micros() < latest || !isAt(id.index() * TileId.FULL + place)
                        || !number(streams, place)) {
                    return Checked.suspicious(id, bytes);
                }
                latest = scanner.micros();
                if (place == 0) {
                    earliest = latest;
                    scanner.copyPrevious(link, 0);
                }
                TreeHasher.leaf(bytes, at + Framing.PREFIX, end, hashes, place * Digest.BYTES);
                at = end;
            }
        } catch (MalformedEntry e) {
            // what is wrong with it is found out in the log's order
            return Checked.suspicious(id, bytes);
        }
        boolean whole = !id.isFull() || at == bytes.length;
        Digest root = id.isFull() ? TreeHasher.fold(hashes.clone(), TileId.FULL) : TreeHasher.EMPTY;
        return new Checked(id, bytes, hashes, whole, link, earliest, latest, streams, root);
    }

    private boolean isAt(long position) {
        return scanner.position() == position && scanner.isFrom(origin);
    }

    private boolean number(BundleStreams streams, int place) {
        boolean good = true;
        for (int i = 0; i < scanner.streams(); i++) {
            good &= streams.add(scanner.streamFrom(i), scanner.streamTo(i), scanner.streamIndex(i), place);
        }
        return good;
    }

    static byte[] read(TileSource source, TileId id) {
        List<byte[]> answer = source.read(List.of(id));
        if (answer.size() != 1) {
            throw new IllegalStateException("asked for one tile, got " + answer.size());
        }
        return answer.getFirst();
    }
}
