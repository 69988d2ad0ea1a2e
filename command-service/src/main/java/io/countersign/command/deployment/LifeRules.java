package io.countersign.command.deployment;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Situation;
import io.countersign.events.state.Gate;
import io.countersign.events.state.Lifecycle;
import java.util.List;
import java.util.Optional;

/** The rules on a deployment's life, each under its name. */
final class LifeRules {

    private LifeRules() {}

    /** Rule {@code gate-not-satisfied}, with every reason why not. */
    static Optional<Refusal> gateOpen(Gate gate, Situation s) {
        List<Gate.Unmet> unmet = gate.unmet(s.definition(), s.state(), s.now());
        return unmet.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.REFUSED, "gate-not-satisfied", "The gate to " + gate.label()
                        + " has " + unmet.size() + (unmet.size() == 1 ? " unmet condition." : " unmet conditions."))
                        .with(unmet));
    }

    /** Rule {@code no-emergency}: what the gate lets through goes live the ordinary way. */
    static Optional<Refusal> gateShut(Gate gate, Situation s) {
        return gate.unmet(s.definition(), s.state(), s.now()).isEmpty()
                ? Optional.of(Refusal.of(Problem.REFUSED, "no-emergency",
                        "The gate is satisfied: go live without an emergency.").in("emergency"))
                : Optional.empty();
    }

    /** Rule {@code machine-cannot-sign}: a review is a person's word, like a sign-off. */
    static Optional<Refusal> isPerson(Situation s) {
        return s.caller().machine()
                ? Optional.of(Refusal.of(Problem.REFUSED, "machine-cannot-sign",
                        "A service account cannot review an emergency.").asEntry())
                : Optional.empty();
    }

    /** Rules {@code nothing-to-review} and {@code already-reviewed}. */
    static Optional<Refusal> reviewOwed(Situation s) {
        Lifecycle.Emergency emergency = s.state().lifecycle().emergency();
        if (emergency == null) {
            return Optional.of(Refusal.of(Problem.CONFLICT, "nothing-to-review",
                    "The deployment did not go live in an emergency."));
        }
        return emergency.reviewed()
                ? Optional.of(Refusal.of(Problem.CONFLICT, "already-reviewed",
                        "The emergency was reviewed by " + emergency.reviewedBy() + "."))
                : Optional.empty();
    }

    /** Rule {@code reviewer-declared-it}. */
    static Optional<Refusal> reviewerIsAnother(Situation s) {
        Lifecycle.Emergency emergency = s.state().lifecycle().emergency();
        return emergency != null && s.caller().person().equals(emergency.declaredBy())
                ? Optional.of(Refusal.of(Problem.REFUSED, "reviewer-declared-it",
                        "Who declared an emergency cannot review it.").asEntry())
                : Optional.empty();
    }
}
