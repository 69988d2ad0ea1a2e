package io.countersign.command.checklist;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The valid values nearest to one that is not: by edit distance, one that contains what was given first. */
public final class Nearest {

    private static final int AT_MOST = 5;
    /** Longer values are compared by their ends, which is where ids differ: the cost of a comparison stays bounded. */
    private static final int COMPARED = 100;

    private Nearest() {}

    /** At most five of the candidates, nearest first; of equally near ones in the order given. */
    public static List<String> of(String unknown, Collection<String> candidates) {
        String wanted = shortened(unknown);
        record Scored(String value, int distance) {}
        return candidates.stream().map(c -> new Scored(c, distance(wanted, shortened(c))))
                .sorted(Comparator.comparingInt(Scored::distance)).limit(AT_MOST).map(Scored::value).toList();
    }

    private static String shortened(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return lower.length() <= COMPARED ? lower : lower.substring(lower.length() - COMPARED);
    }

    private static int distance(String wanted, String candidate) {
        if (!wanted.isEmpty() && candidate.contains(wanted)) {
            return wanted.equals(candidate) ? -2 : -1;
        }
        int[] row = new int[candidate.length() + 1];
        for (int j = 0; j <= candidate.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= wanted.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= candidate.length(); j++) {
                int replaced = diagonal + (wanted.charAt(i - 1) == candidate.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[candidate.length()];
    }
}
