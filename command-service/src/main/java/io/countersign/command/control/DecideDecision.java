package io.countersign.command.control;

import io.countersign.command.checklist.ControlCatalogue.Control;
import io.countersign.command.checklist.ControlCatalogue.Requirement;
import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Identifier;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Required;
import io.countersign.command.decision.Right;
import io.countersign.events.SafeguardEvents.ControlDecided;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What deciding on an addressable control comes to. A decision may be renewed or turned round at any time; the latest counts. */
final class DecideDecision {

    private record Asked(Control control, ControlRequest.Decide request, Caller caller) {

        boolean replaces() {
            return Boolean.FALSE.equals(request.implemented());
        }
    }

    private static final Policy<Asked> DECIDE = Policy.of(
            a -> Right.DECIDE.objection(a.caller(), Map.of()).map(r -> r.about(a.control().id())),
            DecideDecision::addressable,
            a -> Identifier.objection("system", a.request().system()),
            a -> Identifier.objection("environment", a.request().environment()),
            a -> Required.member("implemented", a.request().implemented()),
            a -> a.replaces() ? Required.member("reason", a.request().reason()) : Optional.empty(),
            a -> a.replaces() ? Required.member("instead", a.request().instead()) : Optional.empty(),
            DecideDecision::nothingInPlaceOfWhatIsThere);

    private DecideDecision() {}

    static Decision decide(Control control, ControlRequest.Decide r, Caller caller) {
        return DECIDE.decide(new Asked(control, r, caller), () -> Accepted.of(new ControlDecided(
                Objects.requireNonNull(r.system()), Objects.requireNonNull(r.environment()), control.id(),
                Objects.requireNonNull(r.implemented()), r.reason(), r.instead())));
    }

    /** Rule {@code not-addressable}: what is required is implemented, or waived for one deployment and for a time. */
    private static Optional<Refusal> addressable(Asked a) {
        Requirement requirement = a.control().requirement();
        return requirement == Requirement.ADDRESSABLE
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.REFUSED, "not-addressable", a.control().id() + " is "
                        + requirement.label() + ", not addressable; nothing can be decided to stand in its place.")
                        .in("control").about(a.control().id()).asEntry());
    }

    /** Rule {@code instead-not-taken}. */
    private static Optional<Refusal> nothingInPlaceOfWhatIsThere(Asked a) {
        return a.request().instead() == null || a.replaces()
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.INVALID, "instead-not-taken",
                        "Nothing stands in the place of a control that is implemented.").in("instead"));
    }
}
