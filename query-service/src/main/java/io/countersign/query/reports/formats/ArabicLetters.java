package io.countersign.query.reports.formats;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Arabic letters as they stand alone and as they join their neighbours. Unicode has these shapes as characters of their own, in its blocks Arabic Presentation
 * Forms A and B, for each letter in the order alone, at the end, at the beginning, in the middle; a letter that joins only what is before it has the first two.
 * Letters without such characters, of which Kurdish and Pashto have some, are left as they stand alone, and so are their neighbours' sides towards them.
 */
final class ArabicLetters {

    private static final int END = 1;
    private static final int BEGINNING = 2;
    private static final int MIDDLE = 3;
    private static final char LAM = '\u0644';
    private static final char TATWEEL = '\u0640';

    /** By letter, or lam and alef, its shapes. */
    private static final Map<String, String> SHAPES = new HashMap<>();

    static {
        shapes(0xfb50, 0xfbb1);
        shapes(0xfbd3, 0xfbe7);
        shapes(0xfbfc, 0xfbff);
        shapes(0xfe80, 0xfefc);
    }

    private ArabicLetters() {}

    private static void shapes(int from, int to) {
        for (int c = from; c <= to; c++) {
            SHAPES.merge(part(Character.toString(c)), Character.toString(c), String::concat);
        }
    }

    /** The letters of which joined ones are shapes. */
    static String part(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            String one = Character.toString(c);
            out.append(c >= 0xfb50 && c <= 0xfdff || c >= 0xfe70 && c <= 0xfefc
                    ? Normalizer.normalize(one, Normalizer.Form.NFKC)
                    : one);
        });
        return out.toString();
    }

    /** A text with its letters joined; a lam and an alef behind it become one. Marks between letters do not part them. */
    static String join(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            String letter = ligature(text, i);
            String shapes = SHAPES.getOrDefault(letter, "");
            int shape = (joinsNext(text, before(text, i)) ? END : 0)
                    + (joinsNext(text, i + letter.length() - 1) && takes(text, after(text, i + letter.length()))
                            ? BEGINNING
                            : 0);
            out.append(shapes.isEmpty() ? letter : String.valueOf(shapes.charAt(shape < shapes.length() ? shape : 0)));
            i += letter.length() - 1;
        }
        return out.toString();
    }

    private static String ligature(String text, int at) {
        boolean two = text.charAt(at) == LAM && at + 1 < text.length()
                && SHAPES.containsKey(text.substring(at, at + 2));
        return text.substring(at, two ? at + 2 : at + 1);
    }

    /** Whether the letter there joins what comes after it. */
    private static boolean joinsNext(String text, int at) {
        if (at < 0) {
            return false;
        }
        char letter = text.charAt(at);
        return letter == TATWEEL || SHAPES.getOrDefault(String.valueOf(letter), "").length() > MIDDLE;
    }

    /** Whether the letter there joins what comes before it. */
    private static boolean takes(String text, int at) {
        return at < text.length() && (text.charAt(at) == TATWEEL
                || SHAPES.getOrDefault(String.valueOf(text.charAt(at)), "").length() > END);
    }

    private static int before(String text, int at) {
        int found = at - 1;
        while (found >= 0 && Character.getType(text.charAt(found)) == Character.NON_SPACING_MARK) {
            found--;
        }
        return found;
    }

    private static int after(String text, int at) {
        int found = at;
        while (found < text.length() && Character.getType(text.charAt(found)) == Character.NON_SPACING_MARK) {
            found++;
        }
        return found;
    }
}
