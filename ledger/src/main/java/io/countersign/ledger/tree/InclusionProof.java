package io.countersign.ledger.tree;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import java.util.List;

/**
 * Proof that a leaf stands at an index of a tree (RFC 6962 section 2.1.1).
 *
 * @param index    the leaf's position, from 0
 * @param treeSize leaves of the tree
 * @param hashes   sibling hashes from the leaf up to the root's child
 */
public record InclusionProof(long index, long treeSize, List<Digest> hashes) {

    public InclusionProof {
        hashes = List.copyOf(hashes);
        if (index < 0 || index >= treeSize) {
            throw new IllegalArgumentException("a tree of " + treeSize + " leaves has no index " + index);
        }
    }

    /**
     * Checks that the leaf is in the tree with that root.
     *
     * @throws ProofRejected if the proof has not exactly the hashes it needs, or they lead to another root
     */
    public void check(Digest leaf, Digest root) throws ProofRejected {
        // up to where the paths of this leaf and the last one meet, one sibling per level; above, one per left turn
        int inner = 64 - Long.numberOfLeadingZeros(index ^ treeSize - 1);
        int border = Long.bitCount(index >>> inner);
        ProofRejected.requireCount("length of the inclusion proof of " + index + " in " + treeSize, inner + border,
                hashes.size());
        Digest hash = leaf;
        for (int i = 0; i < hashes.size(); i++) {
            boolean siblingIsRight = i < inner && (index >>> i & 1) == 0;
            hash = siblingIsRight ? TreeHasher.node(hash, hashes.get(i)) : TreeHasher.node(hashes.get(i), hash);
        }
        ProofRejected.requireRoot("root from the inclusion proof of " + index + " in " + treeSize, root, hash);
    }
}
