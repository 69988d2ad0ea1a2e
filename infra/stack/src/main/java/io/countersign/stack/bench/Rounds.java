package io.countersign.stack.bench;

import java.util.ArrayList;
import java.util.List;

/** A measure and its yardstick, taken in turns; medians, because a shared machine has bad moments. */
final class Rounds {
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();

    void add(double measured, double yardstick) {
        ours.add(measured);
        theirs.add(yardstick);
    }

    double ours() {
        return median(ours);
    }

    double theirs() {
        return median(theirs);
    }

    double ratio() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        return median(ratios);
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.isEmpty()
                ? Double.NaN
                : (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
