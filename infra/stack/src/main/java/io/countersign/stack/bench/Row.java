package io.countersign.stack.bench;

import java.util.Locale;

/**
 * One measure and its yardstick.
 *
 * @param ours    as measured, in {@code unit}
 * @param against what the yardstick is
 * @param theirs  the yardstick, in the same unit
 * @param ratio   the median of the rounds' ratios of ours to theirs
 * @param required what the ratio must reach, or stay below if {@code bound} is {@code at most}
 * @param limit   what keeps the measure from being better
 */
record Row(String measure, double ours, String unit, String against, double theirs, double ratio, double required,
        String bound, boolean met, String limit) {

    static final String AT_LEAST = "at least";
    static final String AT_MOST = "at most";

    static Row atLeast(double required, String measure, String unit, String against, Rounds rounds, String limit) {
        return new Row(measure, round(rounds.ours()), unit, against, round(rounds.theirs()), hundredths(rounds.ratio()),
                required, AT_LEAST, rounds.ratio() >= required, limit);
    }

    static Row atMost(double required, String measure, String unit, String against, Rounds rounds, String limit) {
        return new Row(measure, round(rounds.ours()), unit, against, round(rounds.theirs()), hundredths(rounds.ratio()),
                required, AT_MOST, rounds.ratio() <= required, limit);
    }

    private static double round(double value) {
        return value >= 100 ? Math.rint(value) : hundredths(value);
    }

    private static double hundredths(double value) {
        return Math.rint(value * 100) / 100;
    }

    String text() {
        return String.format(Locale.ROOT, "%-3s %-44s %,10.2f %-10s / %,10.2f %-52s = %6.2f (%s %.2f)%n      limit: %s",
                met ? "ok" : "NO", measure, ours, unit, theirs, against, ratio, bound, required, limit);
    }
}
