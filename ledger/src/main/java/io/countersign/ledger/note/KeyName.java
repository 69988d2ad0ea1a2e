package io.countersign.ledger.note;

/** A key's name: not empty, no Unicode space, no plus, no control character. */
final class KeyName {

    private KeyName() {}

    static boolean isValid(String name) {
        return !name.isEmpty() && name.codePoints().noneMatch(KeyName::forbidden);
    }

    static String require(String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException(
                    "a key's name is not empty and holds no space, plus or control character: '" + name + "'");
        }
        return name;
    }

    private static boolean forbidden(int c) {
        return c == '+' || Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE;
    }
}
