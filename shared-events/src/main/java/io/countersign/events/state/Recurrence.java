package io.countersign.events.state;

import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.MaintenanceEvents.Period;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calendar of an obligation: periods one after another from the moment it began, at the same time of day in UTC. Months are counted from the beginning,
 * so that what began on a 31st falls due on the last day of shorter months and on the 31st again after them.
 */
final class Recurrence {

    private static final Map<String, java.time.Period> STEPS = Map.of("daily", java.time.Period.ofDays(1), "weekly",
            java.time.Period.ofWeeks(1), "monthly", java.time.Period.ofMonths(1), "quarterly",
            java.time.Period.ofMonths(3), "yearly", java.time.Period.ofYears(1));

    private Recurrence() {}

    static Period period(ObligationOpened opened, int number) {
        java.time.Period step = step(opened.every());
        Instant due = after(opened.begins(), step.multipliedBy(number));
        return new Period(opened.begins(), number, after(opened.begins(), step.multipliedBy(number - 1)), due,
                after(due, java.time.Period.parse(opened.grace())));
    }

    private static java.time.Period step(String every) {
        java.time.@Nullable Period step = STEPS.get(every);
        if (step == null) {
            throw new IllegalArgumentException("nothing recurs " + every);
        }
        return step;
    }

    private static Instant after(Instant begins, java.time.Period time) {
        ZonedDateTime utc = begins.atZone(ZoneOffset.UTC);
        return utc.plus(time).toInstant();
    }
}
