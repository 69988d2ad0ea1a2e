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
    private final TileRoots roots;

    /** Tiles of a log that is read once. @param size leaves the log has, all of whose full tiles are stored */
    public StoredTiles(long size, Store store) {
        this(size, store, new TileRoots());
    }

    /** @param roots what earlier readings of the same log found, and this one adds to */
    public StoredTiles(long size, Store store, TileRoots roots) {
        this.size = size;
        this.store = store;
        this.roots = roots;
    }

    @Override
    public List<byte[]> read(List<TileId> tiles) {
        Map<TileId, Digest> below = new HashMap<>();
        Map<TileId, byte[]> full = fetch(tiles, below);
        List<byte[]> answer = new ArrayList<>(tiles.size());
        for (TileId tile : tiles) {
            byte[] stored = full.get(tile.full());
            answer.add(stored != null ? Arrays.copyOf(stored, tile.width() * Digest.BYTES) : make(tile, below));
        }
        return answer;
    }

    /** Reads full tiles in one go: those asked for, and those that a narrower one is made of and whose roots are not known. */
    private Map<TileId, byte[]> fetch(List<TileId> tiles, Map<TileId, Digest> below) {
        LinkedHashSet<TileId> wanted = new LinkedHashSet<>();
        LinkedHashSet<TileId> parts = new LinkedHashSet<>();
        for (TileId tile : tiles) {
            if (!tile.isWithin(size)) {
                throw new IllegalArgumentException("a log of " + size + " leaves has no " + tile);
            }
            if (tile.full().isWithin(size)) {
                wanted.add(tile.full());
            } else {
                parts.addAll(below(tile));
            }
        }
        parts.forEach(part -> roots.of(part).ifPresentOrElse(root -> below.put(part, root), () -> wanted.add(part)));
        Map<TileId, byte[]> full = new HashMap<>();
        List<TileId> ids = List.copyOf(wanted);
        List<byte[]> bytes = ids.isEmpty() ? List.of() : store.fullTiles(ids);
        for (int i = 0; i < ids.size(); i++) {
            full.put(ids.get(i), bytes.get(i));
            if (parts.contains(ids.get(i))) {
                below.put(ids.get(i), roots.keep(new Tile(ids.get(i), bytes.get(i))));
            }
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

    private byte[] make(TileId tile, Map<TileId, Digest> below) {
        long from = tile.index() * TileId.FULL;
        List<Digest> hashes = tile.level() == 0
                ? store.leaves(from, from + tile.width())
                : below(tile).stream().map(part -> Objects.requireNonNull(below.get(part))).toList();
        return Tile.of(tile, hashes).bytes();
    }
}
