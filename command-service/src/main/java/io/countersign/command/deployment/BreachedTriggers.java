package io.countersign.command.deployment;

import io.countersign.command.decision.Situation;
import io.countersign.events.ChecklistEvents.Threshold;
import io.countersign.events.ChecklistEvents.Trigger;
import io.countersign.events.DeploymentEvents.Band;
import io.countersign.events.DeploymentEvents.MeasurementRecorded;
import io.countersign.events.DeploymentEvents.TriggerClosed;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.LedgerEvent;
import io.countersign.events.state.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What one judged measurement does to the rollback's triggers. */
final class BreachedTriggers {

    private BreachedTriggers() {}

    /** @param state that the measurement has been folded into */
    static List<? extends LedgerEvent> follow(Situation s, DeploymentState state, Threshold threshold,
            MeasurementRecorded measured) {
        List<String> triggers = triggers(s, measured.name());
        if (measured.band() == Band.PASS) {
            return triggers.stream().filter(t -> isOpen(state, t))
                    .map(t -> new TriggerClosed(s.scope(), t, "pass")).toList();
        }
        // Once a rollback is under way, the question a trigger asks has been answered.
        boolean asks = measured.band() == Band.TRIGGER && !state.phase().inRollback()
                && sustained(s, state, threshold, measured);
        return asks
                ? triggers.stream().filter(t -> !isOpen(state, t))
                        .map(t -> new TriggerOpened(s.scope(), t, measured.name(), measured.value())).toList()
                : List.of();
    }

    /** The triggers that this measurement decides; its own name where the profile lists none. */
    private static List<String> triggers(Situation s, String measurement) {
        List<String> named = s.definition().profile().triggers().stream()
                .filter(t -> measurement.equals(t.measurement())).map(Trigger::id).toList();
        return named.isEmpty() ? List.of(measurement) : named;
    }

    private static boolean isOpen(DeploymentState state, String trigger) {
        return state.measurements().openTriggers().containsKey(trigger);
    }

    private static boolean sustained(Situation s, DeploymentState state, Threshold threshold,
            MeasurementRecorded measured) {
        if (threshold.sustained() == null) {
            return true;
        }
        Instant since = Objects.requireNonNull(state.measurements().byName().get(measured.name())).breachedSince();
        Instant at = Objects.requireNonNullElse(measured.occurredAt(), s.now());
        return since != null
                && Duration.between(since, at).compareTo(Duration.parse(threshold.sustained())) >= 0;
    }
}
