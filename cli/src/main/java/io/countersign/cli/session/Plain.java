package io.countersign.cli.session;

import java.util.function.IntPredicate;

/** Text of strangers as a terminal may be shown it: what would steer it becomes spaces. */
public final class Plain {

    private Plain() {}

    /** One line's worth. */
    public static String line(String text) {
        return without(text, Plain::steers);
    }

    /** As many lines as there are. */
    public static String lines(String text) {
        return without(text, c -> steers(c) && c != '\n' && c != '\t');
    }

    private static String without(String text, IntPredicate unwanted) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(unwanted.test(c) ? ' ' : c));
        return out.toString();
    }

    private static boolean steers(int c) {
        boolean direction = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        return Character.isISOControl(c) || direction || c == 0x2028 || c == 0x2029;
    }
}
