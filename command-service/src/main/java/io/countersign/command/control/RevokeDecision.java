package io.countersign.command.control;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Nearest;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Right;
import io.countersign.command.decision.Situation;
import io.countersign.command.signoff.Lapses;
import io.countersign.events.ControlEvents.ControlWaiverRevoked;
import io.countersign.events.DeploymentEvent;
import io.countersign.events.ItemEvents.ItemWaiverRevoked;
import io.countersign.events.state.Waivers.Waiver;
import java.util.Objects;
import java.util.Optional;

/** What taking back a waiver, of an item or of a control, comes to. */
final class RevokeDecision {

    private record Asked(Situation s, Waiver waiver) {}

    private static final Policy<Asked> REVOKE = Policy.of(
            a -> Right.WAIVE.objection(a.s()).map(r -> r.about(subject(a.waiver()))),
            a -> a.s().unlessRunning("revoking a waiver"),
            RevokeDecision::stillCovers);

    private RevokeDecision() {}

    static Decision decide(Situation s, String id, ControlRequest.Revoke request) {
        Waiver waiver = s.state().waivers().byId().get(id);
        if (waiver == null) {
            return Refusal.of(Problem.UNKNOWN, "unknown-waiver", "The deployment has no waiver \"" + id + "\".")
                    .in("waiver").near(Nearest.to(id, s.state().waivers().byId().keySet())).refused();
        }
        return REVOKE.decide(new Asked(s, waiver), () -> {
            DeploymentEvent revoked = waiver.item() != null
                    ? new ItemWaiverRevoked(s.scope(), waiver.item(), id, request.reason())
                    : new ControlWaiverRevoked(s.scope(), Objects.requireNonNull(waiver.control()), id,
                            request.reason());
            return new Accepted(Lapses.with(s.state(), revoked));
        });
    }

    /** Rule {@code waiver-ended}. */
    private static Optional<Refusal> stillCovers(Asked a) {
        return a.waiver().covers(a.s().now())
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.CONFLICT, "waiver-ended",
                        "The waiver has been revoked or has expired.").about(subject(a.waiver())));
    }

    private static String subject(Waiver waiver) {
        return waiver.item() != null ? waiver.item() : Objects.requireNonNull(waiver.control());
    }
}
