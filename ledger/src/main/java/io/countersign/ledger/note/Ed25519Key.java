package io.countersign.ledger.note;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 private key (RFC 8032). Never printed. */
public final class Ed25519Key {

    /** Length of a seed, in bytes. */
    public static final int SEED_BYTES = 32;

    private final byte[] seed;
    private final byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];

    private Ed25519Key(byte[] seed) {
        this.seed = seed;
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    }

    /** A new key. */
    public static Ed25519Key generate(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return new Ed25519Key(seed);
    }

    /**
     * @param seed the 32 bytes that RFC 8032 calls the private key; copied
     * @throws IllegalArgumentException for any other length
     */
    public static Ed25519Key ofSeed(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("an Ed25519 seed has " + SEED_BYTES + " bytes, not " + seed.length);
        }
        return new Ed25519Key(seed.clone());
    }

    /** A copy of the 32 bytes of the public key. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** The 64 bytes of an Ed25519 signature. */
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        // the public key is handed in, else it would be derived again for every signature
        Ed25519.sign(seed, 0, publicKey, 0, null, message, 0, message.length, signature, 0);
        return signature;
    }

    byte[] seed() {
        return seed.clone();
    }

    @Override
    public String toString() {
        return "Ed25519Key";
    }
}
