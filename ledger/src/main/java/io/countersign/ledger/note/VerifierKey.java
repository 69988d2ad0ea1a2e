package io.countersign.ledger.note;

import io.countersign.ledger.hash.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key that checks signature lines, written as signed-note's <em>vkey</em>: {@code <name>+<key ID in hex>+<base64 of type byte and key>}. Equal by its text.
 */
public final class VerifierKey {

    /** Most characters of a vkey that is read. */
    public static final int MAX_CHARS = 4_096;

    private static final HexFormat HEX = HexFormat.of();

    /** What the key signs, and how. */
    public enum Type {
        /** Ed25519 over the note's text. */
        ED25519(0x01),
        /** Ed25519 over time and checkpoint, as tlog-cosignature has it. */
        COSIGNATURE(0x04),
        /** ML-DSA-44 over cosigner's name, time and checkpoint, as tlog-cosignature has it. */
        ML_DSA_44_COSIGNATURE(0x06);

        private final byte code;

        Type(int code) {
            this.code = (byte) code;
        }

        /** Whether signatures of this type are cosignatures: they begin with a time, in seconds since 1970, and cover checkpoints only. */
        public boolean isCosignature() {
            return this != ED25519;
        }
    }

    private final String name;
    private final Type type;
    private final byte[] publicKey;
    private final int keyId;

    private VerifierKey(String name, Type type, byte[] publicKey) {
        this.name = KeyName.require(name);
        this.type = type;
        this.publicKey = publicKey;
        byte[] head = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] id = Digest.sha256(head, new byte[]{type.code}, publicKey).bytes();
        this.keyId = ByteBuffer.wrap(id).getInt();
    }

    /**
     * @param publicKey of Ed25519 32 bytes as RFC 8032 encodes them, of ML-DSA-44 1,312 bytes as FIPS 204 does; copied
     * @throws IllegalArgumentException if name or key cannot be
     */
    public static VerifierKey of(String name, Type type, byte[] publicKey) {
        boolean fits = switch (type) {
            case ED25519, COSIGNATURE -> Ed25519.isPublicKey(publicKey);
            case ML_DSA_44_COSIGNATURE -> MlDsa.isPublicKey(publicKey) && MlDsa.isName(name);
        };
        if (!fits) {
            throw new IllegalArgumentException("no " + type + " public key: " + publicKey.length + " bytes");
        }
        return new VerifierKey(name, type, publicKey.clone());
    }

    /**
     * Reads a vkey in its one spelling.
     *
     * @throws IllegalArgumentException if it is none, its ID does not fit its key, or its type is not supported
     */
    public static VerifierKey parse(String vkey) {
        if (vkey.length() > MAX_CHARS) {
            throw new IllegalArgumentException("a vkey of " + vkey.length() + " characters; the most is " + MAX_CHARS);
        }
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a vkey is name+id+key: " + vkey);
        }
        byte[] key = Base64.getDecoder().decode(parts[2]);
        for (Type type : Type.values()) {
            if (key.length > 0 && key[0] == type.code) {
                VerifierKey parsed = of(parts[0], type, Arrays.copyOfRange(key, 1, key.length));
                if (!parsed.format().equals(vkey)) {
                    throw new IllegalArgumentException("a vkey that should read " + parsed.format() + ": " + vkey);
                }
                return parsed;
            }
        }
        throw new IllegalArgumentException("a vkey of a type that is not supported: " + vkey);
    }

    /** The vkey. */
    public String format() {
        byte[] key = ByteBuffer.allocate(1 + publicKey.length).put(type.code).put(publicKey).array();
        return name + "+" + HEX.toHexDigits(keyId) + "+" + Base64.getEncoder().encodeToString(key);
    }

    /** Name of the key; of a log's key also the log's origin. */
    public String name() {
        return name;
    }

    /** The first 32 bits of SHA-256 over name, newline, type and key. */
    public int keyId() {
        return keyId;
    }

    /** What the key signs, and how. */
    public Type type() {
        return type;
    }

    /** A copy of the key's bytes: 32 of Ed25519, 1,312 of ML-DSA-44. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** Whether a signature line claims to be by this key. */
    public boolean signed(NoteSignature line) {
        return line.keyId() == keyId && line.name().equals(name);
    }

    /**
     * Checks a line that claims to be by this key.
     *
     * @throws NoteRejected if it is another key's line, or does not verify
     */
    public void check(String text, NoteSignature line) throws NoteRejected {
        if (!signed(line)) {
            throw new NoteRejected(NoteRejected.Reason.UNKNOWN_SIGNER,
                    "signature is not by " + name + ": " + line.format());
        }
        boolean good = switch (type) {
            case ED25519 -> Ed25519.verifies(publicKey, text.getBytes(StandardCharsets.UTF_8), line.signature());
            case COSIGNATURE -> Ed25519.cosignatureVerifies(publicKey, text, line.signature());
            case ML_DSA_44_COSIGNATURE -> MlDsa.cosignatureVerifies(publicKey, name, text, line.signature());
        };
        if (!good) {
            throw new NoteRejected(NoteRejected.Reason.BAD_SIGNATURE,
                    "signature by " + name + " does not verify: " + line.format());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && format().equals(that.format());
    }

    @Override
    public int hashCode() {
        return keyId;
    }

    @Override
    public String toString() {
        return format();
    }
}
