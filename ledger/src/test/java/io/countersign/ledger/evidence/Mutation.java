package io.countersign.ledger.evidence;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;

/** Changes bytes the way fuzzers do: flipped bits, cuts, repeats, strange bytes, and pieces moved elsewhere. */
final class Mutation {

    private static final byte[] STRANGE = {0, 1, '\n', ' ', '"', '+', '/', '=', '9', 0x30, 0x7f, (byte) 0x80,
        (byte) 0xc3,
        (byte) 0xed, (byte) 0xff};
    private static final int MAX_BYTES = 1 << 18;

    private Mutation() {}

    static byte[] of(byte[] seed, SplittableRandom random) {
        byte[] bytes = seed.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, SplittableRandom random) {
        if (bytes.length == 0) {
            return new byte[]{strange(random)};
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(1, 64)));
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = strange(random);
            case 2 -> bytes[at] = (byte) random.nextInt();
            case 3 -> {
                return spliced(bytes, at, at + length, new byte[0]);
            }
            case 4 -> {
                return spliced(bytes, at, at, repeated(bytes, at, length, 1 + random.nextInt(random.nextInt(1, 200))));
            }
            case 5 -> {
                byte[] piece = repeated(bytes, at, length, 1);
                int to = random.nextInt(bytes.length);
                return spliced(bytes, to, to, piece);
            }
            default -> {
                return spliced(bytes, at, bytes.length, new byte[0]);
            }
        }
        return bytes;
    }

    private static byte strange(SplittableRandom random) {
        return STRANGE[random.nextInt(STRANGE.length)];
    }

    private static byte[] repeated(byte[] bytes, int from, int length, int times) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < times && out.size() + length < MAX_BYTES - bytes.length; i++) {
            out.write(bytes, from, length);
        }
        return out.toByteArray();
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(piece);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
