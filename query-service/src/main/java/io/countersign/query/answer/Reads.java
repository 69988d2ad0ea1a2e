package io.countersign.query.answer;

import io.countersign.query.intake.IntakeStatus;
import io.countersign.query.intake.MirrorTable;
import io.countersign.query.intake.MirrorTable.Reach;
import io.countersign.query.intake.ViewsTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
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

        /** The same, pinned to a position. */
        Asked pinned(long position) {
            return new Asked(Long.toString(position), atLeast);
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
            return answer.apply(new Snapshot(moment(asked.asOf(), head), head, reach.checkpoint()));
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

    /** A position, an instant, or now. */
    public Moment moment(@Nullable String asOf, long head) {
        if (asOf == null || asOf.isBlank()) {
            return new Moment(head, clock.instant());
        }
        return asOf.matches("[0-9]{1,18}") ? at(Long.parseLong(asOf), head) : at(instant("asOf", asOf), head);
    }

    private Moment at(long position, long head) {
        if (position > head) {
            throw Problem.invalid("asOf", "The views have reached position " + head + ", not " + position
                    + "; atLeast=" + position + " waits for it.");
        }
        return new Moment(position, mirror.timeOf(position).orElseThrow());
    }

    private Moment at(Instant instant, long head) {
        if (instant.isAfter(clock.instant())) {
            throw Problem.invalid("asOf", "asOf lies in the future: " + instant + ".");
        }
        return new Moment(Math.min(head, mirror.lastNotAfter(instant).orElse(-1L)), instant);
    }

    /** An instant as RFC 3339 writes it, or a problem naming the parameter. */
    public static Instant instant(String field, String text) {
        try {
            return java.time.OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.invalid(field,
                    field + " is a position or an instant such as 2026-11-22T20:15:00Z, not \"" + text + "\".");
        }
    }
}
