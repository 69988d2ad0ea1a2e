package io.countersign.query.controls;

import io.countersign.events.ControlEvents;
import io.countersign.events.ControlEvents.ControlChecked;
import io.countersign.events.ControlEvents.ControlWaived;
import io.countersign.events.ControlEvents.ControlWaiverRevoked;
import io.countersign.events.LedgerEvent;
import io.countersign.events.SafeguardEvents;
import io.countersign.events.SafeguardEvents.ControlDecided;
import io.countersign.query.answer.Person;
import io.countersign.query.intake.Verified;
import io.countersign.query.timeline.TimelineLine;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry about a control.
 *
 * @param event      the type's middle word: {@code control-checked}, {@code control-waived}, {@code control-waiver-revoked} or {@code control-decided}
 * @param outcome     {@code pass}, {@code fail} or {@code inconclusive} of a check; {@code waived}, {@code revoked}; {@code implemented} or
 *     {@code not-implemented} of a decision
 * @param deployment in which it was checked or waived; null of a decision, which is of the system and environment
 * @param detail     the event's own members
 */
record HistoryLine(long position, Instant at, String event, String outcome, String system, String environment,
        @Nullable String deployment, @Nullable Person by, LedgerEvent detail) {

    static HistoryLine of(Verified v) {
        LedgerEvent event = Objects.requireNonNull(v.event());
        String type = TimelineLine.word(v.entry().type());
        Person by = Person.of(v.entry().author().person());
        return switch (event) {
            case ControlEvents e ->
                new HistoryLine(v.position(), v.entry().time(), type, outcome(e), e.scope().system(),
                        e.scope().environment(), e.scope().deployment(), by, e);
            case SafeguardEvents e -> new HistoryLine(v.position(), v.entry().time(), type, outcome(e), e.system(),
                    e.environment(), null, by, e);
            default -> throw new IllegalStateException(v.entry().type() + " is about no control");
        };
    }

    static String outcome(ControlEvents event) {
        return switch (event) {
            case ControlChecked e -> e.outcome().label();
            case ControlWaived _ -> "waived";
            case ControlWaiverRevoked _ -> "revoked";
        };
    }

    static String outcome(SafeguardEvents event) {
        return switch (event) {
            case ControlDecided e -> e.implemented() ? "implemented" : "not-implemented";
        };
    }
}
