package io.countersign.command.store;

import java.util.Random;

/** Chance that can be had again: {@code -Dcountersign.seed=N} repeats a run whose seed was printed. */
final class Chance {

    private Chance() {}

    /** @param what for the printed line */
    static Random of(String what) {
        long seed = Long.getLong("countersign.seed", new Random().nextInt(1_000_000));
        System.out.println(what + ": seed " + seed);
        return new Random(seed);
    }
}
