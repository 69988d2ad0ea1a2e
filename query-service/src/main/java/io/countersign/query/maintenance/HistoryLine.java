package io.countersign.query.maintenance;

import io.countersign.events.Evidence;
import io.countersign.events.MaintenanceEvents;
import io.countersign.events.MaintenanceEvents.ObligationCompleted;
import io.countersign.events.MaintenanceEvents.ObligationEnded;
import io.countersign.events.MaintenanceEvents.ObligationMissed;
import io.countersign.events.MaintenanceEvents.ObligationNotApplicable;
import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.MaintenanceEvents.Period;
import io.countersign.events.Redactable;
import io.countersign.query.answer.Person;
import io.countersign.query.intake.Verified;
import io.countersign.query.maintenance.ObligationLine.Due;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One entry about an obligation.
 *
 * @param event {@code opened}, {@code completed}, {@code not-applicable}, {@code missed} or {@code ended}
 * @param outcome of the period it settles: {@code met}, {@code late} (within grace), {@code not-applicable} or {@code missed}; null when it settles none
 * @param at when it was sealed; @param occurredAt when it happened, as claimed
 * @param by null when the system itself recorded it
 * @param text what was said: note or reason
 * @param cause why it ended
 * @param deployment whose going live opened or ended it
 */
public record HistoryLine(long position, Instant at, String system, String environment, String obligation,
        String event, @Nullable String outcome, @Nullable Due period, @Nullable Person by, @Nullable Redactable text,
        List<Evidence> evidence, @Nullable Instant occurredAt, @Nullable String cause, @Nullable String deployment) {

    /** @return none for an entry that is not about an obligation */
    public static Stream<HistoryLine> of(Verified v) {
        return v.event() instanceof MaintenanceEvents e ? Stream.of(line(v, e)) : Stream.empty();
    }

    private static HistoryLine line(Verified v, MaintenanceEvents event) {
        List<Evidence> none = List.of();
        return switch (event) {
            case ObligationOpened e -> line(v, e, "opened", null, null, null, none, null, null, e.deployment());
            case ObligationCompleted e -> line(v, e, "completed", outcome(e), e.period(), e.note(), e.evidence(),
                    e.occurredAt(), null, null);
            case ObligationNotApplicable e -> line(v, e, "not-applicable", outcome(e), e.period(), e.reason(),
                    none, null, null, null);
            case ObligationMissed e -> line(v, e, "missed", outcome(e), e.period(), null, none, null, null,
                    null);
            case ObligationEnded e -> line(v, e, "ended", null, null, e.reason(), none, null, e.cause(),
                    e.deployment());
        };
    }

    /** How an event settles a period; null for one that settles none. */
    static @Nullable String outcome(MaintenanceEvents event) {
        return switch (event) {
            case ObligationCompleted e -> e.withinGrace() ? "late" : "met";
            case ObligationNotApplicable _ -> "not-applicable";
            case ObligationMissed _ -> "missed";
            case ObligationOpened _,ObligationEnded _ -> null;
        };
    }

    private static HistoryLine line(Verified v, MaintenanceEvents e, String name, @Nullable String outcome,
            @Nullable Period period, @Nullable Redactable text, List<Evidence> evidence, @Nullable Instant occurredAt,
            @Nullable String cause, @Nullable String deployment) {
        return new HistoryLine(v.position(), v.entry().time(), e.place().system(), e.place().environment(),
                e.obligation(), name, outcome, period == null ? null : Due.of(period),
                Person.of(v.entry().author().person()), text, evidence, occurredAt, cause, deployment);
    }
}
