package io.countersign.events.state;

import io.countersign.events.MaintenanceEvents.Period;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an obligation stands at an instant, by the first of its periods that is not settled. */
public enum Standing {

    /** That period has begun and has not fallen due. */
    OPEN,
    /** It has not begun: the one that runs is met. */
    MET,
    /** It fell due and is within grace. */
    OVERDUE,
    /** Its grace has passed, whether or not that is recorded yet. */
    MISSED,
    /** There is none any more. */
    ENDED;

    /** The name used in JSON and by people. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Standing> named(String label) {
        return Arrays.stream(values()).filter(s -> s.label().equals(label)).findFirst();
    }

    static Standing of(Optional<Period> awaited, Instant at) {
        return awaited.map(p -> of(p, at)).orElse(ENDED);
    }

    private static Standing of(Period period, Instant at) {
        if (at.isBefore(period.from())) {
            return MET;
        }
        return at.isBefore(period.due()) ? OPEN : at.isBefore(period.graceEnds()) ? OVERDUE : MISSED;
    }
}
