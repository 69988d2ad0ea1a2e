package io.countersign.ledger.tree;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes proofs from tiles: works out which subtrees a proof is made of, reads the tiles that hold them in one go, then hashes. Several proofs at once share
 * the reading and the hashing.
 */
public final class Prover {

    private final TileSource tiles;
    private final Map<Subtree, Digest> known;

    public Prover(TileSource tiles) {
        this(tiles, Tree.empty());
    }

    /**
     * For proofs of what came after an earlier tree of the same log: of all before, they need the roots of its largest complete subtrees and no other
     * hash.
     */
    public Prover(TileSource tiles, Tree earlier) {
        this.tiles = tiles;
        this.known = earlier.subtrees();
    }

    /**
     * Proof that the leaf at a position is in the tree of that size.
     *
     * @throws IllegalArgumentException if the tree has no such leaf
     */
    public InclusionProof prove(long position, long treeSize) {
        return prove(List.of(position), treeSize).getFirst();
    }

    /** Proofs for several positions in one tree, in the order asked. */
    public List<InclusionProof> prove(List<Long> positions, long treeSize) {
        List<List<Range>> plans = new ArrayList<>(positions.size());
        for (long position : positions) {
            if (position < 0 || position >= treeSize) {
                throw new IllegalArgumentException("a tree of " + treeSize + " leaves has no position " + position);
            }
            List<Range> plan = new ArrayList<>();
            planInclusion(position, 0, treeSize, plan);
            plans.add(plan);
        }
        List<List<Digest>> hashes = hash(plans, treeSize);
        List<InclusionProof> proofs = new ArrayList<>(positions.size());
        for (int i = 0; i < positions.size(); i++) {
            proofs.add(new InclusionProof(positions.get(i), treeSize, hashes.get(i)));
        }
        return proofs;
    }

    /**
     * Proof that the tree of the new size begins with the tree of the old one.
     *
     * @throws IllegalArgumentException unless 0 ≤ oldSize ≤ newSize
     */
    public ConsistencyProof proveConsistency(long oldSize, long newSize) {
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException("no consistency from " + oldSize + " to " + newSize + " leaves");
        }
        List<Range> plan = new ArrayList<>();
        if (oldSize > 0 && oldSize < newSize) {
            planConsistency(oldSize, 0, newSize, true, plan);
        }
        return new ConsistencyProof(oldSize, newSize, hash(List.of(plan), newSize).getFirst());
    }

    /** Root of the tree at a size the log has reached. */
    public Digest rootAt(long size) {
        return size == 0 ? TreeHasher.EMPTY : hash(List.of(List.of(new Range(0, size))), size).getFirst().getFirst();
    }

    // RFC 6962 section 2.1.1, PATH(m, D[n]); leaf's sibling first
    private static void planInclusion(long position, long from, long to, List<Range> plan) {
        if (to - from == 1) {
            return;
        }
        long middle = from + Range.largestPowerBelow(to - from);
        if (position < middle) {
            planInclusion(position, from, middle, plan);
            plan.add(new Range(middle, to));
        } else {
            planInclusion(position, middle, to, plan);
            plan.add(new Range(from, middle));
        }
    }

    // RFC 6962 section 2.1.2, SUBPROOF(m, D[n], b)
    private static void planConsistency(long old, long from, long to, boolean oldRootKnown, List<Range> plan) {
        if (old == to) {
            if (!oldRootKnown) {
                plan.add(new Range(from, to));
            }
            return;
        }
        long middle = from + Range.largestPowerBelow(to - from);
        if (old <= middle) {
            planConsistency(old, from, middle, oldRootKnown, plan);
            plan.add(new Range(middle, to));
        } else {
            planConsistency(old, middle, to, false, plan);
            plan.add(new Range(from, middle));
        }
    }

    private List<List<Digest>> hash(List<List<Range>> plans, long treeSize) {
        List<TileId> wanted = new ArrayList<>();
        for (List<Range> plan : plans) {
            for (Range range : plan) {
                range.subtrees().forEach(subtree -> wanted.add(subtree.tile(treeSize)));
            }
        }
        TileSet read = TileSet.read(tiles, wanted, known);
        List<List<Digest>> answers = new ArrayList<>(plans.size());
        for (List<Range> plan : plans) {
            List<Digest> hashes = new ArrayList<>(plan.size());
            for (Range range : plan) {
                hashes.add(Subtree.fold(range.subtrees().stream().map(each -> read.root(each, treeSize)).toList()));
            }
            answers.add(hashes);
        }
        return answers;
    }

    private record Range(long from, long to) {

        static long largestPowerBelow(long n) {
            return Long.highestOneBit(n - 1);
        }

        List<Subtree> subtrees() {
            return Subtree.split(from, to);
        }
    }
}
