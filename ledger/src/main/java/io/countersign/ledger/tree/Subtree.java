package io.countersign.ledger.tree;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import java.util.ArrayList;
import java.util.List;

/**
 * A complete subtree: the leaves from {@code index << height} on, {@code 1 << height} of them.
 *
 * @param height 0 for a single leaf
 * @param index  from 0, from the left of its height
 */
record Subtree(int height, long index) {

    /** The largest complete subtrees that make up the leaves from one to another (exclusive), from the left, where RFC 6962 splits them. */
    static List<Subtree> split(long from, long to) {
        List<Subtree> parts = new ArrayList<>();
        for (long at = from; at < to;) {
            int fits = 63 - Long.numberOfLeadingZeros(to - at);
            int height = at == 0 ? fits : Math.min(fits, Long.numberOfTrailingZeros(at));
            parts.add(new Subtree(height, at >>> height));
            at += 1L << height;
        }
        return parts;
    }

    /** Root over subtree roots of falling height, as RFC 6962 hashes a tree whose size is no power of two. */
    static Digest fold(List<Digest> roots) {
        Digest root = roots.getLast();
        for (int i = roots.size() - 2; i >= 0; i--) {
            root = TreeHasher.node(roots.get(i), root);
        }
        return root;
    }

    /** The tile, full width, among whose hashes this subtree's leaves stand. */
    TileId tile(long treeSize) {
        int level = height / TileId.HEIGHT;
        return TileId.in(treeSize, level, index << height % TileId.HEIGHT >>> TileId.HEIGHT);
    }

    /** Place of the first of its hashes within that tile. */
    int place() {
        return (int) (index << height % TileId.HEIGHT) & TileId.FULL - 1;
    }

    /** Levels between the tile's hashes and this subtree's root. */
    int heightInTile() {
        return height % TileId.HEIGHT;
    }
}
