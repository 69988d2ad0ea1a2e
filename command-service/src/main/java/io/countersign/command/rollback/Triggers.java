package io.countersign.command.rollback;

import io.countersign.command.decision.Nearest;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Situation;
import io.countersign.events.ChecklistEvents.Trigger;
import io.countersign.events.state.Measurements;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reasons to roll back, as the profile names them or a measurement opened them. */
final class Triggers {

    private Triggers() {}

    /** Rule {@code unknown-trigger}; none named is no objection. */
    static Optional<Refusal> known(Situation s, @Nullable String trigger) {
        Set<String> ids = new LinkedHashSet<>(open(s));
        s.definition().profile().triggers().stream().map(Trigger::id).forEach(ids::add);
        return trigger == null || ids.contains(trigger)
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.UNKNOWN, "unknown-trigger",
                        "The profile has no trigger \"" + trigger + "\".").in("trigger")
                        .near(Nearest.to(trigger, ids)));
    }

    /** Rule {@code trigger-open}. */
    static Optional<Refusal> notOpen(Situation s, @Nullable String trigger) {
        Measurements.Open open = s.state().measurements().openTriggers().get(Objects.requireNonNull(trigger));
        return open == null
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.CONFLICT, "trigger-open", "The trigger " + trigger
                        + " has been open since " + open.time() + " (entry " + open.position() + ").").in("trigger"));
    }

    /** Rules {@code no-open-trigger} and {@code ambiguous-trigger}: a decline answers one trigger. */
    static Optional<Refusal> certain(Situation s, @Nullable String trigger) {
        if (trigger != null || open(s).size() == 1) {
            return Optional.empty();
        }
        return open(s).isEmpty()
                ? Optional.of(Refusal.of(Problem.CONFLICT, "no-open-trigger",
                        "No trigger is open; name the one that is declined.").in("trigger"))
                : Optional.of(Refusal.of(Problem.INVALID, "ambiguous-trigger",
                        open(s).size() + " triggers are open; name the one that is declined.").in("trigger")
                        .near(open(s)));
    }

    static String meant(Situation s, @Nullable String trigger) {
        return trigger != null ? trigger : open(s).getFirst();
    }

    /** What a declaration answers: the trigger named, or else the first that was opened, if any is open. */
    static @Nullable String answered(Situation s, @Nullable String trigger) {
        return trigger != null ? trigger : open(s).stream().findFirst().orElse(null);
    }

    private static List<String> open(Situation s) {
        return List.copyOf(s.state().measurements().openTriggers().keySet());
    }
}
