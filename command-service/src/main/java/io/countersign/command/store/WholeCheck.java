package io.countersign.command.store;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.tree.Tile;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.Tree;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Re-hashes the log from its first entry to where it ended when this began, a tile's worth of entries at a time, each read by statements of its own: a
 * snapshot held for as long as a large log takes would keep the database from tidying up behind the head, and what is sealed does not change anyway.
 */
final class WholeCheck {

    /** Entries of a page; with the largest ones 16 MiB. */
    private static final int PAGE = TileId.FULL;

    private final TailTable table;
    private final Collection<VerifierKey> keys;
    private final EntryCheck entries;
    private final long size;
    private Tree tree = Tree.empty();

    /** @param size of the log, all of which is stored */
    WholeCheck(TailTable table, String origin, Collection<VerifierKey> keys, long size) {
        this.table = table;
        this.keys = keys;
        this.size = size;
        this.entries = EntryCheck.fromTheBeginning(table, origin);
    }

    /** Entries that fit so far. */
    long position() {
        return tree.size();
    }

    /**
     * Checks the next page.
     *
     * @return false when that was the last
     * @throws DamagedLog naming the first entry that does not fit
     */
    boolean next() throws SQLException {
        long from = tree.size();
        long to = Math.min(size, from + PAGE);
        grow(entries.to(to), table.checkpoints(from, to));
        if (to < size) {
            return true;
        }
        SelfCheck.nothingBeyond(table);
        return false;
    }

    private void grow(List<Digest> leaves, Map<Long, String> checkpoints) throws SQLException {
        long first = tree.size();
        List<Tile> full = new ArrayList<>();
        for (Map.Entry<Long, String> checkpoint : checkpoints.entrySet()) {
            tree = tree.append(slice(leaves, first, checkpoint.getKey()), full::add);
            SelfCheck.checkpoint(checkpoint.getValue(), tree, keys);
        }
        long end = first + leaves.size();
        if (end == size && tree.size() < end) {
            throw new DamagedLog(size - 1, "no checkpoint ends with it");
        }
        tree = tree.append(slice(leaves, first, end), full::add);
        for (Tile tile : full) {
            compare(tile);
        }
    }

    private List<Digest> slice(List<Digest> leaves, long first, long to) {
        return leaves.subList((int) (tree.size() - first), (int) (to - first));
    }

    private void compare(Tile tile) throws SQLException {
        TileId id = tile.id();
        long last = (id.index() + 1 << TileId.HEIGHT * (id.level() + 1)) - 1;
        byte @Nullable [] stored = table.fullTile(id.level(), id.index()).orElse(null);
        if (stored == null) {
            throw new DamagedLog(last, "the full tile " + id.index() + " of level " + id.level()
                    + " that it completes is missing");
        }
        if (!Arrays.equals(stored, tile.bytes())) {
            throw new DamagedLog(differing(id, stored, tile.bytes()), "in the tile " + id.index() + " of level "
                    + id.level() + " another hash is stored than the entries give");
        }
    }

    /** The first position below the first hash that differs. */
    private static long differing(TileId id, byte[] stored, byte[] sealed) {
        int at = Math.max(0, Arrays.mismatch(stored, sealed)) / Digest.BYTES;
        return id.index() * TileId.FULL + Math.min(at, TileId.FULL - 1) << TileId.HEIGHT * id.level();
    }
}
