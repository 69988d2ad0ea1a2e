package io.countersign.ledger.hash;

import java.security.MessageDigest;

/**
 * The hashes of an RFC 6962 Merkle tree over SHA-256 (section 2.1).
 *
 * <pre>
 * MTH({})      = SHA-256()
 * leaf         = SHA-256(0x00 || entry)
 * inner node   = SHA-256(0x01 || left || right)
 * </pre>
 */
public final class TreeHasher {

    /** Root of the empty tree: SHA-256 of no bytes. */
    public static final Digest EMPTY = Digest.sha256();

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private TreeHasher() {}

    /** Hash of a leaf, from the entry's exact bytes. */
    public static Digest leaf(byte[] entry) {
        MessageDigest sha = Sha256.fresh();
        sha.update(LEAF);
        sha.update(entry, 0, entry.length);
        return Digest.owning(sha.digest());
    }

    /** Hash of an inner node, from its two children. */
    public static Digest node(Digest left, Digest right) {
        MessageDigest sha = Sha256.fresh();
        sha.update(NODE);
        left.addTo(sha);
        right.addTo(sha);
        return Digest.owning(sha.digest());
    }

    /**
     * Hashes a leaf from where it lies to where it belongs, without making objects.
     *
     * @param from   of the entry's bytes within {@code in}
     * @param target gets the 32 bytes at {@code offset}
     */
    public static void leaf(byte[] in, int from, int to, byte[] target, int offset) {
        MessageDigest sha = Sha256.fresh();
        sha.update(LEAF);
        sha.update(in, from, to - from);
        Sha256.finish(sha, target, offset);
    }

    /**
     * Root over hashes that lie one after the other, such as those of a full tile.
     *
     * @param hashes overwritten
     * @param count  a power of two
     */
    public static Digest fold(byte[] hashes, int count) {
        MessageDigest sha = Sha256.fresh();
        for (int n = count; n > 1; n /= 2) {
            for (int i = 0; i < n; i += 2) {
                sha.update(NODE);
                sha.update(hashes, i * Digest.BYTES, 2 * Digest.BYTES);
                Sha256.finish(sha, hashes, i / 2 * Digest.BYTES);
            }
        }
        return Digest.of(hashes, 0);
    }
}
