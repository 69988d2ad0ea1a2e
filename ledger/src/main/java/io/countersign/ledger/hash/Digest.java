package io.countersign.ledger.hash;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 digest: 32 bytes that never change, equal by value. */
public final class Digest {

    /** Length of every digest, in bytes. */
    public static final int BYTES = 32;

    private static final int STREAM_BUFFER = 64 * 1024;

    private final byte[] bytes;

    private Digest(byte[] owned) {
        this.bytes = owned;
    }

    /** For callers in this package that hand over an array nobody else holds. */
    static Digest owning(byte[] owned) {
        return new Digest(owned);
    }

    /**
     * @param bytes exactly 32 bytes; copied
     * @throws IllegalArgumentException for any other length
     */
    public static Digest of(byte[] bytes) {
        requireLength(bytes.length);
        return new Digest(bytes.clone());
    }

    /**
     * The 32 bytes that begin at an offset of a larger array, such as a tile.
     *
     * @throws IllegalArgumentException if fewer than 32 bytes follow the offset
     */
    public static Digest of(byte[] bytes, int offset) {
        if (offset < 0 || offset > bytes.length - BYTES) {
            throw new IllegalArgumentException("no 32 bytes at offset " + offset + " of " + bytes.length);
        }
        return new Digest(Arrays.copyOfRange(bytes, offset, offset + BYTES));
    }

    /**
     * Parses standard, padded base64: 44 characters, and only the spelling that {@link #base64()} gives back.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Digest ofBase64(String text) {
        Digest digest = of(Base64.getDecoder().decode(text));
        if (!digest.base64().equals(text)) {
            throw new IllegalArgumentException("base64 that does not encode back to itself: " + text);
        }
        return digest;
    }

    /**
     * Parses unpadded base64url: 43 characters, and only the spelling that {@link #base64url()} gives back.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Digest ofBase64url(String text) {
        Digest digest = of(Base64.getUrlDecoder().decode(text));
        if (!digest.base64url().equals(text)) {
            throw new IllegalArgumentException("base64url that does not encode back to itself: " + text);
        }
        return digest;
    }

    /**
     * Parses 64 lower-case hexadecimal digits.
     *
     * @throws IllegalArgumentException for anything else, upper case included
     */
    public static Digest ofHex(String text) {
        Digest digest = of(HexFormat.of().parseHex(text));
        if (!digest.hex().equals(text)) {
            throw new IllegalArgumentException("hexadecimal digits must be lower case: " + text);
        }
        return digest;
    }

    /** SHA-256 of the parts, one after the other. */
    public static Digest sha256(byte[]... parts) {
        MessageDigest sha = Sha256.fresh();
        for (byte[] part : parts) {
            sha.update(part);
        }
        return new Digest(sha.digest());
    }

    /** SHA-256 of everything left in the stream, which is not closed. Memory used does not depend on its length. */
    public static Digest sha256(InputStream in) throws IOException {
        // its own instance: reading may block, and may itself hash on this thread
        MessageDigest sha = Sha256.instance();
        byte[] buffer = new byte[STREAM_BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            sha.update(buffer, 0, n);
        }
        return new Digest(sha.digest());
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes the 32 bytes into a larger array. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, BYTES);
    }

    void addTo(MessageDigest sha) {
        sha.update(bytes, 0, BYTES);
    }

    /** Standard base64, 44 characters with padding. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** URL-safe base64 without padding, 43 characters. */
    public String base64url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        // the bytes are uniformly spread already
        return (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    }

    /** Base64, as checkpoints and tree proofs show it. */
    @Override
    public String toString() {
        return base64();
    }

    private static void requireLength(int length) {
        if (length != BYTES) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + length);
        }
    }
}
