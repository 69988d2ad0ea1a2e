package io.countersign.command.rollback;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Required;
import io.countersign.command.decision.Right;
import io.countersign.command.decision.Situation;
import io.countersign.command.signoff.Lapses;
import io.countersign.events.DeploymentEvents.TriggerClosed;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Outcome;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackDeclined;
import io.countersign.events.RollbackEvents.RollbackVerified;
import io.countersign.events.state.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What declaring, declining or verifying a rollback comes to. */
final class RollbackDecision {

    private record Asked<R>(Situation s, R request) {}

    private static final Policy<Asked<RollbackRequest.Declare>> DECLARE = Policy.of(
            a -> Right.ROLLBACK.objection(a.s()),
            a -> a.s().unlessIn("declaring a rollback", Phase.OPEN, Phase.LIVE),
            a -> Required.member("reason", a.request().reason()),
            a -> Triggers.known(a.s(), a.request().trigger()));

    private static final Policy<Asked<RollbackRequest.Decline>> DECLINE = Policy.of(
            a -> Right.ROLLBACK.objection(a.s()),
            a -> a.s().unlessIn("declining a rollback", Phase.OPEN, Phase.LIVE),
            a -> Required.member("reason", a.request().reason()),
            a -> Triggers.known(a.s(), a.request().trigger()),
            a -> Triggers.certain(a.s(), a.request().trigger()));

    private static final Policy<Asked<RollbackRequest.Verify>> VERIFY = Policy.of(
            a -> Right.ROLLBACK.objection(a.s()),
            a -> a.s().unlessIn("verifying a rollback", Phase.ROLLING_BACK),
            a -> a.request().claim().objection(a.s()));

    private RollbackDecision() {}

    static Decision decide(Situation s, RollbackRequest request) {
        return switch (request) {
            case RollbackRequest.Declare r -> DECLARE.decide(new Asked<>(s, r), () -> declared(s, r));
            case RollbackRequest.Decline r -> DECLINE.decide(new Asked<>(s, r), () -> declined(s, r));
            case RollbackRequest.Verify r -> VERIFY.decide(new Asked<>(s, r), () -> verified(s, r));
        };
    }

    /** Every open trigger is answered by the rollback itself. */
    private static Accepted declared(Situation s, RollbackRequest.Declare r) {
        List<LedgerEvent> events = new ArrayList<>();
        events.add(new RollbackDeclared(s.scope(), r.trigger(), Objects.requireNonNull(r.reason()),
                Lapses.voided(s.definition(), s.state())));
        s.state().measurements().openTriggers().keySet()
                .forEach(t -> events.add(new TriggerClosed(s.scope(), t, "rollback")));
        return new Accepted(events);
    }

    private static Accepted declined(Situation s, RollbackRequest.Decline r) {
        String trigger = Triggers.meant(s, r.trigger());
        List<LedgerEvent> events = new ArrayList<>();
        events.add(new RollbackDeclined(s.scope(), trigger, Objects.requireNonNull(r.reason())));
        if (s.state().measurements().openTriggers().containsKey(trigger)) {
            events.add(new TriggerClosed(s.scope(), trigger, "decline"));
        }
        return new Accepted(events);
    }

    private static Accepted verified(Situation s, RollbackRequest.Verify r) {
        Outcome outcome = Objects.requireNonNullElse(r.outcome(), Outcome.INCONCLUSIVE);
        return Accepted.of(new RollbackVerified(s.scope(), outcome, r.observed(), r.claim().files(s)));
    }
}
