package io.countersign.ledger.tree;

import io.countersign.ledger.hash.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Roots of full tiles, kept from one reading of a log to the next: a full tile never changes, and every proof needs those below the tiles of the tree's
 * right edge, up to 255 for each level. The ones used last are kept, about 100 bytes each. Safe for use by many threads.
 *
 * <p>
 * For proofs, which are checked by whoever receives them; not for checking whether what is stored is still what it was.
 */
public final class TileRoots {

    /** The children of the right edge's tiles on four levels, which is a log of four thousand million entries. */
    private static final int KEPT = 4 * TileId.FULL;

    private final Map<TileId, Digest> roots = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TileId, Digest> eldest) {
            return size() > KEPT;
        }
    };

    synchronized Optional<Digest> of(TileId full) {
        return Optional.ofNullable(roots.get(full));
    }

    synchronized Digest keep(Tile full) {
        Digest root = full.root();
        roots.put(full.id(), root);
        return root;
    }
}
