package io.countersign.ledger.tree;

/**
 * One tile of the tree, at one width.
 *
 * @param level 0 for leaf hashes; each level above holds the roots of full tiles below; {@link #ENTRIES} for a bundle of entries
 * @param index from 0, from the left of its level
 * @param width hashes (or entries) in it: 256 when full, else 1 to 255
 */
public record TileId(int level, long index, int width) {

    /** Hashes in a full tile. */
    public static final int FULL = 256;

    /** Tree levels that one tile spans. */
    public static final int HEIGHT = 8;

    /** The level that stands for entry bundles instead of hashes. */
    public static final int ENTRIES = -1;

    /** The highest level: with 63-bit positions the tree has at most eight. */
    public static final int MAX_LEVEL = 7;

    public TileId {
        if (level < ENTRIES || level > MAX_LEVEL) {
            throw new IllegalArgumentException("tile level " + level);
        }
        if (index < 0 || index > (Long.MAX_VALUE >>> HEIGHT * Math.max(level, 0)) / FULL) {
            throw new IllegalArgumentException("tile index " + index + " at level " + level);
        }
        if (width < 1 || width > FULL) {
            throw new IllegalArgumentException("tile width " + width);
        }
    }

    /** Whether it is complete and so will never change. */
    public boolean isFull() {
        return width == FULL;
    }

    /** The same tile when it has filled. */
    public TileId full() {
        return isFull() ? this : new TileId(level, index, FULL);
    }

    /**
     * The tile at the width it has in a tree of that many leaves.
     *
     * @throws IllegalArgumentException if the tree has nothing there
     */
    public static TileId in(long treeSize, int level, long index) {
        long hashes = treeSize >>> HEIGHT * Math.max(level, 0);
        long width = Math.min(FULL, hashes - index * FULL);
        if (width < 1) {
            throw new IllegalArgumentException(
                    "a tree of " + treeSize + " leaves has no tile " + index + " at level " + level);
        }
        return new TileId(level, index, (int) width);
    }

    /** Whether a tree of that many leaves has all of this tile's hashes. */
    public boolean isWithin(long treeSize) {
        return index * FULL + width <= treeSize >>> HEIGHT * Math.max(level, 0);
    }
}
