package io.countersign.query.answer;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A span of time that a list is narrowed to; null where it is open.
 *
 * @param from at this instant or later; @param to before this instant
 */
public record Period(@Nullable Instant from, @Nullable Instant to) {

    /** Reads the parameters {@code from} and {@code to}. @throws Problem.Raised naming the one that is no instant, or {@code from} when nothing lies between them */
    public static Period asked(@Nullable String from, @Nullable String to) {
        Period period = new Period(from == null ? null : Reads.instant("from", from),
                to == null ? null : Reads.instant("to", to));
        if (period.from != null && period.to != null && !period.from.isBefore(period.to)) {
            throw Problem.invalid("from",
                    "from is before to, and " + period.from + " is not before " + period.to + ".");
        }
        return period;
    }

    /** {@code from} for a statement. */
    public @Nullable OffsetDateTime fromUtc() {
        return utc(from);
    }

    /** {@code to} for a statement. */
    public @Nullable OffsetDateTime toUtc() {
        return utc(to);
    }

    public boolean has(Instant instant) {
        return (from == null || !instant.isBefore(from)) && (to == null || instant.isBefore(to));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
