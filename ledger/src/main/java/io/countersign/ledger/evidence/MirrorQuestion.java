package io.countersign.ledger.evidence;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TileSource;
import io.countersign.ledger.tree.Tree;
import java.util.Arrays;

/**
 * That two copies are the same log as far as both go, or else where they part. The roots at the smaller size tell whether; going down from the right edge's tiles into the first
 * differing hash tells where, at one tile per level on each side. Every tile is hashed up to what was proven before, so neither side can point elsewhere.
 */
final class MirrorQuestion {

    private final Checkpoint here;
    private final Checkpoint there;
    private final MeasuredTiles tilesHere;
    private final MeasuredTiles tilesThere;
    private final String name;
    private final long size;

    MirrorQuestion(TileSource log, Checkpoint here, String name, TileSource mirror, Checkpoint there) {
        this.here = here;
        this.there = there;
        this.name = name;
        this.tilesHere = new MeasuredTiles("", log);
        this.tilesThere = new MeasuredTiles(name + ": ", mirror);
        this.size = Math.min(here.size(), there.size());
    }

    void answer(Findings findings) throws FaultFound {
        Digest rootHere = rootAtSize(tilesHere, here);
        Digest rootThere = rootAtSize(tilesThere, there);
        if (!rootHere.equals(rootThere)) {
            throw parting(rootHere, rootThere);
        }
        String relation = there.size() == here.size()
                ? "is the same log"
                : there.size() < here.size() ? "is the beginning of the log" : "begins with the whole log";
        findings.passed("mirror: " + name + ", at size " + there.size() + ", " + relation + ", at size " + here.size());
    }

    private Digest rootAtSize(MeasuredTiles tiles, Checkpoint own) throws FaultFound {
        return own.size() == size ? own.root() : new PrefixQuestion(tiles, own).provenRoot(size);
    }

    private FaultFound parting(Digest rootHere, Digest rootThere) throws FaultFound {
        requireRoot(tilesHere, rootHere);
        requireRoot(tilesThere, rootThere);
        for (int level = TileId.MAX_LEVEL; level >= 0; level--) {
            long hashes = size >>> TileId.HEIGHT * level;
            if (hashes % TileId.FULL > 0) {
                TileId edge = TileId.in(size, level, hashes / TileId.FULL);
                int place = differs(tilesHere.one(edge), tilesThere.one(edge));
                if (place >= 0) {
                    return descend(level, edge.index() * TileId.FULL + place);
                }
            }
        }
        throw new IllegalStateException("different roots over the same hashes");
    }

    /** The right edge's tiles must hash up to the root, or they say nothing about it. */
    private void requireRoot(MeasuredTiles tiles, Digest root) throws FaultFound {
        Digest found = Tree.load(size, tiles).root();
        if (!found.equals(root)) {
            throw new FaultFound(new Fault(null, tiles == tilesThere ? name : null,
                    "root over the tiles of the right edge at size " + size, root.base64(), found.base64()));
        }
    }

    private FaultFound descend(int fromLevel, long fromHash) throws FaultFound {
        long hash = fromHash;
        for (int level = fromLevel; level > 0; level--) {
            TileId parent = TileId.in(size, level, hash / TileId.FULL);
            TileId child = new TileId(level - 1, hash, TileId.FULL);
            byte[] one = childOf(tilesHere, parent, hash, child);
            byte[] other = childOf(tilesThere, parent, hash, child);
            hash = hash * TileId.FULL + differs(one, other);
        }
        TileId leaves = TileId.in(size, 0, hash / TileId.FULL);
        int offset = (int) (hash % TileId.FULL) * Digest.BYTES;
        return new FaultFound(new Fault(hash, null, "leaf hash (the log and " + name + " part here)",
                Digest.of(tilesHere.one(leaves), offset).base64(), Digest.of(tilesThere.one(leaves), offset).base64()));
    }

    private static byte[] childOf(MeasuredTiles tiles, TileId parent, long hash, TileId child) throws FaultFound {
        byte[] bytes = tiles.one(child);
        Digest listed = Digest.of(tiles.one(parent), (int) (hash % TileId.FULL) * Digest.BYTES);
        Digest found = TreeHasher.fold(bytes.clone(), TileId.FULL);
        if (!listed.equals(found)) {
            throw new FaultFound(new Fault(null, tiles.path(child), "root of the tile, as the tile above has it",
                    listed.base64(), found.base64()));
        }
        return bytes;
    }

    /** Place of the first hash that differs, or -1. */
    private static int differs(byte[] one, byte[] other) {
        int at = Arrays.mismatch(one, other);
        return at < 0 ? -1 : at / Digest.BYTES;
    }
}
