package io.countersign.ledger.timestamp;

import java.util.Arrays;

/** How deep ASN.1 is nested: looked at before it is parsed, because parsers go down by recursion. */
final class Nesting {

    /** Real tokens need about 20. */
    private static final int MAX_DEPTH = 48;
    private static final int UNKNOWN_END = Integer.MAX_VALUE;

    private final byte[] bytes;
    private final int[] ends = new int[MAX_DEPTH];
    private int depth;
    private int at;

    private Nesting(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether these bytes are elements of BER, properly ended and not nested too deep. */
    static boolean isBounded(byte[] bytes) {
        Nesting nesting = new Nesting(bytes);
        while (nesting.at < bytes.length) {
            if (!nesting.element()) {
                return false;
            }
        }
        return nesting.depth == 0;
    }

    private boolean element() {
        int start = at;
        boolean isConstructed = (bytes[at] & 0x20) != 0;
        if (!passTag() || at >= end()) {
            return false;
        }
        int length = length();
        if (length < 0 || length == UNKNOWN_END && !isConstructed || length != UNKNOWN_END && length > end() - at) {
            return false;
        }
        boolean isEndOfContents = length == 0 && bytes[start] == 0;
        if (isEndOfContents) {
            if (depth == 0 || ends[depth - 1] != UNKNOWN_END) {
                return false;
            }
            depth--;
        } else if (isConstructed) {
            if (depth == MAX_DEPTH) {
                return false;
            }
            ends[depth++] = length == UNKNOWN_END ? UNKNOWN_END : at + length;
        } else {
            at += length;
        }
        while (depth > 0 && ends[depth - 1] == at) {
            depth--;
        }
        return true;
    }

    /** End of the innermost element of known length, or of everything. */
    private int end() {
        return Math.min(bytes.length, depth == 0 ? bytes.length : Arrays.stream(ends, 0, depth).min().orElseThrow());
    }

    private boolean passTag() {
        if ((bytes[at++] & 0x1f) != 0x1f) {
            return true;
        }
        while (at < bytes.length && bytes[at] < 0) {
            at++;
        }
        return ++at <= bytes.length;
    }

    /** The length, {@link #UNKNOWN_END}, or -1 if it is none or beyond the bytes. */
    private int length() {
        int first = bytes[at++] & 0xff;
        if (first < 0x80) {
            return first;
        }
        if (first == 0x80) {
            return UNKNOWN_END;
        }
        long length = 0;
        for (int i = first & 0x7f; i > 0; i--) {
            if (at >= bytes.length || length > bytes.length) {
                return -1;
            }
            length = length << 8 | bytes[at++] & 0xff;
        }
        return length > bytes.length ? -1 : (int) length;
    }
}
