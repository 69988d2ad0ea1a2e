package io.countersign.query.answer;

import io.countersign.query.intake.IntakeStatus;
import io.countersign.query.intake.MirrorTable;
import io.countersign.query.intake.MirrorTable.Reach;
import io.countersign.query.intake.ViewsTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens a snapshot as of what was asked, once the views have come far enough. */
@Component
public class Reads {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * @param asOf    an instant or a position; null for now
     * @param atLeast position that the views must have reached; null for none
     */
    public record Asked(@Nullable String asOf, @Nullable Long atLeast) {

        public static final Asked NOW = new Asked(null, null);

        /** The same, pinned to a position, which another node may have reached before this one. */
        Asked pinned(long position) {
            return new Asked(Long.toString(position), atLeast == null ? position : Math.max(atLeast, position));
        }
    }

    private final MirrorTable mirror;
    private final ViewsTable views;
    private final IntakeStatus status;
    private final TransactionTemplate snapshot;
    private final InstantSource clock;

    Reads(MirrorTable mirror, ViewsTable views, IntakeStatus status, PlatformTransactionManager transactions,
            InstantSource clock) {
        this.mirror = mirror;
        this.views = views;
        this.status = status;
        this.clock = clock;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Answers from one snapshot, in one transaction. */
    public <T> T at(Asked asked, Function<Snapshot, T> answer) {
        await(asked.atLeast());
        try {
            return once(asked, answer);
        } catch (BadSqlGrammarException e) {
            // a rebuild dropped the views between the look at which are active and the look into them
            return once(asked, answer);
        }
    }

    private <T> T once(Asked asked, Function<Snapshot, T> answer) {
        return Objects.requireNonNull(snapshot.execute(_ -> {
            views.useActive();
            Reach reach = mirror.reach();
            long head = reach.size() - 1;
            return answer.apply(new Snapshot(moment("asOf", asked.asOf(), head), head, reach.checkpoint()));
        }));
    }

    private void await(@Nullable Long position) {
        if (position == null) {
            return;
        }
        try {
            if (!status.await(position, PATIENCE)) {
                throw Problem.unavailable("at-least",
                        "The views have reached position " + (status.size() - 1) + ", not "
                                + position + "."
                                + status.fault().map(f -> " The intake has stopped: " + f.sentence() + ".").orElse(""));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("at-least", "Interrupted while waiting for position " + position + ".");
        }
    }

    /**
     * A position, an instant, or now.
     *
     * @param field the parameter that says it, to be named in a refusal
     */
    public Moment moment(String field, @Nullable String asked, long head) {
        if (asked == null || asked.isBlank()) {
            return new Moment(head, clock.instant());
        }
        return asked.matches("[0-9]{1,18}")
                ? at(field, Long.parseLong(asked), head)
                : at(field, instant(field, "a position or an instant", asked), head);
    }

    private Moment at(String field, long position, long head) {
        if (position > head) {
            throw Problem.invalid(field, "The views have reached position " + head + ", not " + position
                    + "; atLeast=" + position + " waits for it.");
        }
        return new Moment(position, mirror.timeOf(position).orElseThrow());
    }

    private Moment at(String field, Instant instant, long head) {
        if (instant.isAfter(clock.instant())) {
            throw Problem.invalid(field, field + " lies in the future: " + instant + ".");
        }
        return new Moment(Math.min(head, mirror.lastNotAfter(instant).orElse(-1L)), instant);
    }

    /** An instant as RFC 3339 writes it, or a problem naming the parameter. */
    public static Instant instant(String field, String text) {
        return instant(field, "an instant", text);
    }

    /** Cut to microseconds, which is what entries are stamped with: a later fraction would be rounded up to an entry that came after. */
    private static Instant instant(String field, String what, String text) {
        // a plus that was not encoded arrives as a space
        String plus = text.replaceFirst(" ([0-9]{2}:[0-9]{2})$", "+$1");
        try {
            OffsetDateTime time = OffsetDateTime.parse(plus);
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                return time.toInstant().truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeParseException e) {
            throw none(field, what, text);
        }
        throw none(field, what, text);
    }

    private static Problem.Raised none(String field, String what, String text) {
        return Problem.invalid(field, field + " is " + what + " such as 2026-11-22T20:15:00Z, not \"" + text + "\".");
    }
}
