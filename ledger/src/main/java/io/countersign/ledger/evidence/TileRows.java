package io.countersign.ledger.evidence;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TilePath;
import io.countersign.ledger.tree.TileSource;
import io.countersign.ledger.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tree above the leaf hashes, made from them: of each level the tile that is not yet full. Each tile that fills, and at the end each that does not, is compared with the one that
 * the log has.
 */
final class TileRows {

    /** Compares a tile with the log's own. */
    @FunctionalInterface
    private interface Comparison {
        void requireSame(TileId id, byte[] made) throws FaultFound;
    }

    private final Comparison comparison;
    private final List<byte[]> rows = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private long filled;

    TileRows(TileSource log) {
        this((id, made) -> requireSame(id, made, BundleCheck.read(log, id)));
    }

    private TileRows(Comparison comparison) {
        this.comparison = comparison;
    }

    /** @param root of the next tile of leaf hashes to fill */
    void add(Digest root) throws FaultFound {
        Digest hash = root;
        long index = filled++;
        for (int level = 1;; level++) {
            if (rows.size() < level) {
                rows.add(new byte[TileId.FULL * Digest.BYTES]);
                widths.add(0);
            }
            byte[] row = rows.get(level - 1);
            int width = widths.get(level - 1);
            hash.copyTo(row, width * Digest.BYTES);
            widths.set(level - 1, (width + 1) % TileId.FULL);
            if (width + 1 < TileId.FULL) {
                return;
            }
            index /= TileId.FULL;
            comparison.requireSame(new TileId(level, index, TileId.FULL), row);
            hash = TreeHasher.fold(row, TileId.FULL);
        }
    }

    /** Compares the tiles that are not full. */
    void checkEdge() throws FaultFound {
        for (TileId id : edge()) {
            comparison.requireSame(id, bytes(id));
        }
    }

    private List<TileId> edge() {
        List<TileId> edge = new ArrayList<>();
        for (int level = 1; level <= rows.size(); level++) {
            if (widths.get(level - 1) > 0) {
                edge.add(TileId.in(filled * TileId.FULL, level, filled >>> TileId.HEIGHT * level));
            }
        }
        return edge;
    }

    private byte[] bytes(TileId id) {
        return Arrays.copyOf(rows.get(id.level() - 1), id.width() * Digest.BYTES);
    }

    private static void requireSame(TileId id, byte[] made, byte[] served) throws FaultFound {
        String path = TilePath.format(id);
        requireLength(id, path, served);
        int differs = Arrays.mismatch(made, 0, made.length, served, 0, made.length);
        if (differs >= 0) {
            int place = differs / Digest.BYTES;
            throw FaultFound.in(path, "hash " + place + " of the tile", Digest.of(made, place * Digest.BYTES),
                    Digest.of(served, place * Digest.BYTES));
        }
    }

    static void requireLength(TileId id, String path, byte[] served) throws FaultFound {
        int length = id.width() * Digest.BYTES;
        if (served.length < length || served.length > TileId.FULL * Digest.BYTES) {
            throw FaultFound.in(path, "length", length + " bytes", served.length + " bytes");
        }
    }

    /** Whether a tile holds these hashes; a log may answer with the tile as it has grown since, and what it held then is its beginning. */
    static boolean isBeginning(byte[] hashes, byte[] served) {
        return served.length >= hashes.length && served.length <= TileId.FULL * Digest.BYTES
                && Arrays.equals(hashes, 0, hashes.length, served, 0, hashes.length);
    }

    /** Root of the tree of all that was added and then of leaf hashes that fill no tile. */
    Digest root(byte[] lastLeaves) {
        long size = filled * TileId.FULL + lastLeaves.length / Digest.BYTES;
        return Tree.load(size, wanted -> wanted.stream().map(id -> id.level() == 0 ? lastLeaves : bytes(id)).toList())
                .root();
    }

    /** Root as {@link #root}, with one more full tile of leaf hashes, compared with nothing. */
    Digest rootWith(byte[] fullLeaves) throws FaultFound {
        TileRows more = new TileRows((_, _) -> {
        });
        rows.forEach(row -> more.rows.add(row.clone()));
        more.widths.addAll(widths);
        more.filled = filled;
        more.add(TreeHasher.fold(fullLeaves.clone(), TileId.FULL));
        return more.root(new byte[0]);
    }
}
