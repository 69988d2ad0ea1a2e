package io.countersign.query.search;

import io.countersign.query.words.Words;
import java.util.Arrays;
import java.util.Locale;

/** The part of a text in which the words asked for stand, on one line. */
final class Snippet {

    private static final int BEFORE = 60;
    private static final int MOST = 200;

    private Snippet() {}

    /** @param asked as {@link Words#asked} gives it */
    static String of(String text, String asked) {
        String line = text.strip().replaceAll("\\s+", " ");
        int from = line.codePointCount(0, line.length()) <= MOST ? 0 : Math.max(0, first(line, asked) - BEFORE);
        int begin = boundary(line, from);
        int end = boundary(line, Math.min(line.length(), begin + MOST));
        return (begin > 0 ? "…" : "") + line.substring(begin, end) + (end < line.length() ? "…" : "");
    }

    private static int first(String line, String asked) {
        String lower = line.toLowerCase(Locale.ROOT);
        return Arrays.stream(asked.split("[ \"-]+")).filter(w -> !w.isEmpty()).mapToInt(lower::indexOf)
                .filter(i -> i >= 0 && i < line.length()).min().orElse(0);
    }

    private static int boundary(String line, int at) {
        return at > 0 && at < line.length() && Character.isLowSurrogate(line.charAt(at)) ? at - 1 : at;
    }
}
