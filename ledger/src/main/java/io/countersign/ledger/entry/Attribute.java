package io.countersign.ledger.entry;

/** The text an entry's attributes may hold: 1 to 255 printable ASCII characters that JSON never escapes, and no space. */
final class Attribute {

    static final int MAX_LENGTH = 255;

    private Attribute() {}

    static void require(String member, String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    member + " has 1 to " + MAX_LENGTH + " characters, not " + text.length());
        }
        for (int i = 0; i < text.length(); i++) {
            if (!allowed(text.charAt(i))) {
                throw new IllegalArgumentException(
                        member + " holds a character that is not allowed, at " + i + ": " + text);
            }
        }
    }

    static boolean allowed(int c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '\\';
    }

    /** Offset of the first byte that an attribute may not hold, or that is {@code stop}; {@code end} if there is none. */
    static int skip(byte[] in, int from, int end, char stop) {
        int at = from;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            long word = Bytes.word(in, at);
            long stops = Bytes.below(word, ' ' + 1) | Bytes.equalTo(word, '"') | Bytes.equalTo(word, '\\')
                    | Bytes.equalTo(word, 0x7f) | Bytes.equalTo(word, stop) | Bytes.notAscii(word);
            if (stops != 0) {
                return at + Bytes.first(stops);
            }
        }
        while (at < end && in[at] != stop && allowed(in[at])) {
            at++;
        }
        return at;
    }
}
