package io.countersign.command.control;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Expiry;
import io.countersign.command.decision.Nearest;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Required;
import io.countersign.command.decision.Right;
import io.countersign.command.decision.Situation;
import io.countersign.command.signoff.Lapses;
import io.countersign.events.ControlEvents;
import io.countersign.events.ControlEvents.ControlChecked;
import io.countersign.events.ControlEvents.ControlWaived;
import io.countersign.events.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What checking or waiving a control comes to. */
final class ControlDecision {

    static final List<String> METHODS = List.of("manual", "probe", "report");

    private ControlDecision() {}

    /**
     * @param catalogue ids of the controls there are
     * @param waiver id for the waiver, should one be granted
     */
    static Decision decide(Situation s, String control, ControlRequest request, Set<String> catalogue, String waiver) {
        if (!catalogue.contains(control)) {
            return unknown(control, catalogue).refused();
        }
        return switch (request) {
            case ControlRequest.Check r -> CHECK.decide(new Asked<>(s, control, r), () -> checked(s, control, r));
            case ControlRequest.Waive r -> WAIVE.decide(new Asked<>(s, control, r), () -> accepted(s,
                    new ControlWaived(s.scope(), control, waiver, Objects.requireNonNull(r.reason()),
                            r.compensating(), Objects.requireNonNull(r.expires()))));
        };
    }

    /** Rule {@code unknown-control}. */
    static Refusal unknown(String control, Set<String> catalogue) {
        return Refusal.of(Problem.UNKNOWN, "unknown-control", "There is no control \"" + control + "\".").in("control")
                .near(Nearest.to(control, catalogue));
    }

    record Asked<R>(Situation s, String control, R request) {}

    private static final Policy<Asked<ControlRequest.Check>> CHECK = Policy.of(
            a -> Right.CHECK.objection(a.s()).map(r -> r.about(a.control())),
            a -> a.s().unlessRunning("checking a control"),
            a -> knownMethod(a.request().method()),
            a -> a.request().claim().objection(a.s()));

    private static final Policy<Asked<ControlRequest.Waive>> WAIVE = Policy.of(
            a -> Right.WAIVE.objection(a.s()).map(r -> r.about(a.control())),
            a -> a.s().unlessRunning("waiving a control"),
            ControlDecision::notWaivedYet,
            a -> Required.member("reason", a.request().reason()),
            a -> Expiry.objection(a.s().now(), a.request().expires()));

    /** Rule {@code unknown-method}. */
    private static Optional<Refusal> knownMethod(@Nullable String method) {
        return method == null || METHODS.contains(method)
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.INVALID, "unknown-method",
                        "A control is checked by " + String.join(", ", METHODS) + ", not \"" + method + "\".")
                        .in("method").near(Nearest.to(method, METHODS)));
    }

    /** Rule {@code already-waived}. */
    private static Optional<Refusal> notWaivedYet(Asked<ControlRequest.Waive> a) {
        return a.s().state().waivers().ofControl(a.control(), a.s().now()).map(w -> Refusal.of(Problem.CONFLICT,
                "already-waived", "The waiver " + w.id() + " covers the control until " + w.expires()
                        + "; revoke it first.")
                .about(a.control()));
    }

    private static Decision checked(Situation s, String control, ControlRequest.Check r) {
        return accepted(s, new ControlChecked(s.scope(), control,
                Objects.requireNonNullElse(r.outcome(), Outcome.INCONCLUSIVE),
                Objects.requireNonNullElse(r.method(), "manual"), r.expected(), r.observed(), r.claim().files(s),
                r.occurredAt()));
    }

    private static Accepted accepted(Situation s, ControlEvents event) {
        return new Accepted(Lapses.with(s.state(), event));
    }
}
