package io.countersign.ledger.tree;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import java.util.List;

/**
 * Proof that a tree begins with an older one, so that nothing in it was changed or removed (RFC 6962 section 2.1.2).
 *
 * @param oldSize leaves of the older tree
 * @param newSize leaves of the newer tree, not fewer
 * @param hashes  as the RFC orders them; none if the sizes are equal or the older tree is empty
 */
public record ConsistencyProof(long oldSize, long newSize, List<Digest> hashes) {

    public ConsistencyProof {
        hashes = List.copyOf(hashes);
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException("no consistency from " + oldSize + " to " + newSize + " leaves");
        }
    }

    /**
     * Checks that the tree with the new root begins with the tree with the old one.
     *
     * @throws ProofRejected if the proof has not exactly the hashes it needs, or they lead to another root
     */
    public void check(Digest oldRoot, Digest newRoot) throws ProofRejected {
        if (oldSize == 0 || oldSize == newSize) {
            ProofRejected.requireCount("length of the consistency proof from " + oldSize + " to " + newSize, 0,
                    hashes.size());
            ProofRejected.requireRoot("root of the older tree", oldSize == 0 ? TreeHasher.EMPTY : newRoot, oldRoot);
            return;
        }
        int shift = Long.numberOfTrailingZeros(oldSize);
        int inner = 64 - Long.numberOfLeadingZeros(oldSize - 1 ^ newSize - 1);
        int border = Long.bitCount(oldSize - 1 >>> inner);
        // a power of two is a complete subtree of the newer tree, so its root is not repeated in the proof
        boolean seedIsOldRoot = oldSize == 1L << shift;
        int first = seedIsOldRoot ? 0 : 1;
        ProofRejected.requireCount("length of the consistency proof from " + oldSize + " to " + newSize,
                first + inner - shift + border, hashes.size());
        Digest seed = seedIsOldRoot ? oldRoot : hashes.getFirst();
        ProofRejected.requireRoot("root of the older tree", oldRoot, chain(seed, first, inner - shift, shift, true));
        ProofRejected.requireRoot("root of the newer tree", newRoot, chain(seed, first, inner - shift, shift, false));
    }

    private Digest chain(Digest seed, int first, int inner, int shift, boolean old) {
        long mask = oldSize - 1 >>> shift;
        Digest hash = seed;
        for (int i = 0; first + i < hashes.size(); i++) {
            Digest sibling = hashes.get(first + i);
            boolean siblingIsRight = i < inner && (mask >>> i & 1) == 0;
            if (!siblingIsRight) {
                hash = TreeHasher.node(sibling, hash);
            } else if (!old) {
                hash = TreeHasher.node(hash, sibling);
            }
        }
        return hash;
    }
}
