package io.countersign.ledger.tree;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Tiles read in one go and checked for their length, and what has been hashed from them so far, each subtree once. */
final class TileSet {

    private final Map<TileId, Tile> tiles;
    private final Map<Subtree, Digest> hashed;

    private TileSet(Map<TileId, Tile> tiles, Map<Subtree, Digest> known) {
        this.tiles = tiles;
        this.hashed = new HashMap<>(known);
    }

    static TileSet read(TileSource source, Collection<TileId> wanted) {
        return read(source, wanted, Map.of());
    }

    /** @param known what need not be hashed from tiles */
    static TileSet read(TileSource source, Collection<TileId> wanted, Map<Subtree, Digest> known) {
        List<TileId> ids = List.copyOf(new LinkedHashSet<>(wanted));
        List<byte[]> answer = ids.isEmpty() ? List.of() : source.read(ids);
        if (answer.size() != ids.size()) {
            throw new IllegalStateException("asked for " + ids.size() + " tiles, got " + answer.size());
        }
        Map<TileId, Tile> tiles = HashMap.newHashMap(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            tiles.put(ids.get(i), tile(ids.get(i), answer.get(i)));
        }
        return new TileSet(tiles, known);
    }

    private static Tile tile(TileId id, byte[] bytes) {
        int length = id.width() * Digest.BYTES;
        if (bytes.length < length || bytes.length > TileId.FULL * Digest.BYTES) {
            throw new IllegalStateException(
                    TilePath.format(id) + ": " + length + " bytes expected, " + bytes.length + " found");
        }
        return new Tile(id, bytes.length == length ? bytes : Arrays.copyOf(bytes, length));
    }

    Tile tile(TileId id) {
        Tile tile = tiles.get(id);
        if (tile == null) {
            throw new IllegalStateException("tile was not asked for: " + id);
        }
        return tile;
    }

    /** Root of a complete subtree of a tree of that many leaves. */
    Digest root(Subtree subtree, long treeSize) {
        Tile tile = tile(subtree.tile(treeSize));
        return subtree.heightInTile() == 0 ? tile.hash(subtree.place()) : inner(subtree, tile);
    }

    private Digest inner(Subtree subtree, Tile tile) {
        Digest known = hashed.get(subtree);
        if (known != null) {
            return known;
        }
        Subtree left = new Subtree(subtree.height() - 1, subtree.index() * 2);
        Subtree right = new Subtree(subtree.height() - 1, subtree.index() * 2 + 1);
        Digest root = subtree.heightInTile() == 1
                ? TreeHasher.node(tile.hash(left.place()), tile.hash(right.place()))
                : TreeHasher.node(inner(left, tile), inner(right, tile));
        hashed.put(subtree, root);
        return root;
    }
}
