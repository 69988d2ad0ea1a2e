package io.countersign.ledger.tree;

import io.countersign.ledger.hash.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All tiles of a log that stores only full ones: a full tile is read; a narrower one is cut from the full tile if the log has it, else made from leaf
 * hashes (level 0) or from the roots of the full tiles below it.
 */
public final class StoredTiles implements TileSource {

    /** What such a log stores. */
    public interface Store {

        /** Reads full tiles that the log has; for each, in the same order, its 8,192 bytes. */
        List<byte[]> fullTiles(List<TileId> tiles);

        /** Reads the leaf hashes from one position (inclusive) to another (exclusive). */
        List<Digest> leaves(long from, long to);
    }

    private final long size;
    private final Store store;

    /** @param size leaves the log has, all of whose full tiles are stored */
    public StoredTiles(long size, Store store) {
        this.size = size;
        this.store = store;
    }

    @Override
    public List<byte[]> read(List<TileId> tiles) {
        Map<TileId, byte[]> full = fetch(tiles);
        List<byte[]> answer = new ArrayList<>(tiles.size());
        for (TileId tile : tiles) {
            byte[] stored = full.get(tile.full());
            answer.add(stored != null ? Arrays.copyOf(stored, tile.width() * Digest.BYTES) : make(tile, full));
        }
        return answer;
    }

    private Map<TileId, byte[]> fetch(List<TileId> tiles) {
        LinkedHashSet<TileId> wanted = new LinkedHashSet<>();
        for (TileId tile : tiles) {
            if (!tile.isWithin(size)) {
                throw new IllegalArgumentException("a log of " + size + " leaves has no " + tile);
            }
            if (tile.full().isWithin(size)) {
                wanted.add(tile.full());
            } else {
                wanted.addAll(below(tile));
            }
        }
        List<TileId> ids = List.copyOf(wanted);
        List<byte[]> bytes = ids.isEmpty() ? List.of() : store.fullTiles(ids);
        Map<TileId, byte[]> full = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            full.put(ids.get(i), bytes.get(i));
        }
        return full;
    }

    private static List<TileId> below(TileId tile) {
        List<TileId> below = new ArrayList<>();
        if (tile.level() > 0) {
            for (int i = 0; i < tile.width(); i++) {
                below.add(new TileId(tile.level() - 1, tile.index() * TileId.FULL + i, TileId.FULL));
            }
        }
        return below;
    }

    private byte[] make(TileId tile, Map<TileId, byte[]> full) {
        long from = tile.index() * TileId.FULL;
        List<Digest> hashes = new ArrayList<>(tile.width());
        if (tile.level() == 0) {
            hashes.addAll(store.leaves(from, from + tile.width()));
        }
        for (TileId child : below(tile)) {
            hashes.add(new Tile(child, Objects.requireNonNull(full.get(child))).root());
        }
        return Tile.of(tile, hashes).bytes();
    }
}
