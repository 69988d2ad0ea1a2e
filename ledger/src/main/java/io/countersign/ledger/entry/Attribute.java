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
}
