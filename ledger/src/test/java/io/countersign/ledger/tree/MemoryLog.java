package io.countersign.ledger.tree;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** A log kept in memory the way a real one is stored: leaf hashes and full tiles. */
final class MemoryLog implements StoredTiles.Store {

    private final List<Digest> leaves = new ArrayList<>();
    private final Map<TileId, byte[]> full = new HashMap<>();
    private final TileRoots roots = new TileRoots();
    private Tree tree = Tree.empty();
    private int read;

    static MemoryLog of(int size) {
        MemoryLog log = new MemoryLog();
        log.append(leaves(size));
        return log;
    }

    static List<Digest> leaves(int count) {
        return IntStream.range(0, count).mapToObj(i -> TreeHasher.leaf(("leaf " + i).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    void append(List<Digest> more) {
        leaves.addAll(more);
        tree = tree.append(more, tile -> full.put(tile.id(), tile.bytes()));
    }

    void restart() {
        tree = Tree.load(leaves.size(), tiles());
    }

    Tree tree() {
        return tree;
    }

    List<Digest> leaves() {
        return leaves;
    }

    int fullTileCount() {
        return full.size();
    }

    int fullTilesRead() {
        return read;
    }

    TileSource tiles() {
        return new StoredTiles(leaves.size(), this, roots);
    }

    Tile tile(TileId id) {
        return new Tile(id, tiles().read(List.of(id)).getFirst());
    }

    @Override
    public List<byte[]> fullTiles(List<TileId> tiles) {
        read += tiles.size();
        return tiles.stream().map(id -> Objects.requireNonNull(full.get(id))).toList();
    }

    @Override
    public List<Digest> leaves(long from, long to) {
        return leaves.subList((int) from, (int) to);
    }
}
