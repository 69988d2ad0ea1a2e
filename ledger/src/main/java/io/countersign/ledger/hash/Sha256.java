package io.countersign.ledger.hash;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The JDK's SHA-256; looking the provider up costs as much as hashing a node, so each thread keeps one instance. */
final class Sha256 {

    private static final ThreadLocal<MessageDigest> PER_THREAD = ThreadLocal.withInitial(Sha256::instance);

    private Sha256() {}

    /** This thread's instance, reset; to be used up before anything else can hash on this thread. */
    static MessageDigest fresh() {
        MessageDigest sha = PER_THREAD.get();
        sha.reset();
        return sha;
    }

    /** Writes the 32 bytes of the digest; the instance is as fresh afterwards. */
    static void finish(MessageDigest sha, byte[] target, int offset) {
        try {
            sha.digest(target, offset, Digest.BYTES);
        } catch (DigestException e) {
            throw new IllegalArgumentException("no room for a digest at offset " + offset + " of " + target.length, e);
        }
    }

    static MessageDigest instance() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
