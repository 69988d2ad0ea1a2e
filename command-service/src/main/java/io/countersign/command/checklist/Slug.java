package io.countersign.command.checklist;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Ids from texts. A slug is the text in NFC and lower case with letters, marks and digits kept and every other run a single {@code -}, none at
 * either end; {@code item} when nothing is left: {@code All tests pass (`make test`)} is {@code all-tests-pass-make-test}.
 */
final class Slug {

    /** UTF-8 bytes of an id, the {@code ~2} of a repeat not counted. */
    static final int MAX_ID_BYTES = 200;

    private Slug() {}

    static String of(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        StringBuilder slug = new StringBuilder(lower.length());
        boolean gap = false;
        for (int i = 0; i < lower.length();) {
            int c = lower.codePointAt(i);
            i += Character.charCount(c);
            if (!kept(c)) {
                gap = true;
                continue;
            }
            if (gap && !slug.isEmpty()) {
                slug.append('-');
            }
            gap = false;
            slug.appendCodePoint(c);
        }
        return slug.isEmpty() ? "item" : slug.toString();
    }

    private static boolean kept(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> Character.isLetter(c) || Character.isDigit(c);
        };
    }

    /** Cuts at a code point. */
    static String cut(String id) {
        if (id.getBytes(StandardCharsets.UTF_8).length <= MAX_ID_BYTES) {
            return id;
        }
        int end = 0;
        int bytes = 0;
        while (true) {
            int c = id.codePointAt(end);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes > MAX_ID_BYTES) {
                return id.substring(0, end);
            }
            end += Character.charCount(c);
        }
    }

    /** Gives each id once: a repeat gets {@code ~2}, {@code ~3} in the order asked. No slug holds a {@code ~}. */
    static final class Ids {

        private final Map<String, Integer> seen = new HashMap<>();

        String unique(String wanted) {
            String id = cut(wanted);
            int count = seen.merge(id, 1, Integer::sum);
            return count == 1 ? id : id + "~" + count;
        }
    }
}
