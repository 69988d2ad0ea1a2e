package io.countersign.ledger.tree;

import java.util.List;

/** The one port of this package: where the tree's tiles come from. */
@FunctionalInterface
public interface TileSource {

    /**
     * Reads tiles, all in one go.
     *
     * @param tiles hash tiles, each of a width the log has reached
     * @return for each, in the same order, its hashes one after the other: 32 bytes times its width, or more if the tile has grown since (the
     *         first hashes are the same). Whoever reads them checks the length and, against a root, the hashes
     * @throws java.io.UncheckedIOException if they cannot be read
     */
    List<byte[]> read(List<TileId> tiles);
}
