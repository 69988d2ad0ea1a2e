package io.countersign.ledger.evidence;

/** Where entries lie in a bundle: each behind its length, a big-endian 16-bit number. */
final class Framing {

    /** Bytes of the length. */
    static final int PREFIX = 2;

    private Framing() {}

    /** Where the entry ends whose length stands at an offset; -1 if the bundle ends before. */
    static int end(byte[] bundle, int at) {
        if (bundle.length - at < PREFIX) {
            return -1;
        }
        int length = (bundle[at] & 0xff) << 8 | bundle[at + 1] & 0xff;
        return bundle.length - at - PREFIX < length ? -1 : at + PREFIX + length;
    }
}
