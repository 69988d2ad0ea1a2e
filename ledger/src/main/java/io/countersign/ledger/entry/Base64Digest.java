package io.countersign.ledger.entry;

import io.countersign.ledger.hash.Digest;
import java.util.Arrays;

/** A SHA-256 digest read from its one base64 spelling (RFC 4648 section 4): 43 characters and a padding sign. Read again and again into the same bytes. */
final class Base64Digest {

    static final int LENGTH = 44;

    private static final byte[] VALUES = values();

    private final byte[] bytes = new byte[Digest.BYTES];

    /** @return whether there is a digest */
    boolean read(byte[] in, int from, int end) {
        if (end - from < LENGTH || in[from + LENGTH - 1] != '=') {
            return false;
        }
        int bad = 0;
        for (int i = 0, out = 0; i < 40; i += 4, out += 3) {
            int bits = value(in[from + i]) << 18 | value(in[from + i + 1]) << 12 | value(in[from + i + 2]) << 6
                    | value(in[from + i + 3]);
            bad |= bits;
            bytes[out] = (byte) (bits >> 16);
            bytes[out + 1] = (byte) (bits >> 8);
            bytes[out + 2] = (byte) bits;
        }
        int last = value(in[from + 40]) << 12 | value(in[from + 41]) << 6 | value(in[from + 42]);
        bytes[30] = (byte) (last >> 10);
        bytes[31] = (byte) (last >> 2);
        // a character outside the alphabet is -1, which makes the sum negative; the last two bits encode nothing and are zero
        return (bad | last) >= 0 && (last & 3) == 0;
    }

    boolean is(byte[] hashes, int offset) {
        return Arrays.equals(bytes, 0, Digest.BYTES, hashes, offset, offset + Digest.BYTES);
    }

    void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, Digest.BYTES);
    }

    Digest digest() {
        return Digest.of(bytes);
    }

    private static int value(byte c) {
        return c < 0 ? -1 : VALUES[c];
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }
}
