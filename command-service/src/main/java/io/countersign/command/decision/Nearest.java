package io.countersign.command.decision;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Valid values near one that is not valid, so that a refusal can say what was perhaps meant. */
public final class Nearest {

    private static final int SHOWN = 5;
    private static final int COMPARED = 64;

    private Nearest() {}

    /** At most five, nearest first: those that contain what was given, then by edit distance. */
    public static List<String> to(String given, Collection<String> valid) {
        String wanted = clip(given.toLowerCase(Locale.ROOT));
        return valid.stream().sorted(Comparator.comparingInt((String v) -> distance(wanted, v)).thenComparing(v -> v))
                .limit(SHOWN).toList();
    }

    private static int distance(String wanted, String candidate) {
        String value = clip(candidate.toLowerCase(Locale.ROOT));
        int tail = edits(wanted, value.substring(value.lastIndexOf('.') + 1));
        int edits = Math.min(edits(wanted, value), tail + 1);
        return !wanted.isEmpty() && value.contains(wanted) ? Math.min(edits, 1) : edits;
    }

    /** Levenshtein's distance, one row at a time. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    /** The end of a long id says most, and ten thousand of them are compared. */
    private static String clip(String text) {
        return text.length() <= COMPARED ? text : text.substring(text.length() - COMPARED);
    }
}
