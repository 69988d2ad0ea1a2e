package io.countersign.command.rollback;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.ExternalUrl;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Required;
import io.countersign.command.decision.Right;
import io.countersign.command.decision.Situation;
import io.countersign.command.signoff.Lapses;
import io.countersign.events.DeploymentEvents.TriggerClosed;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Outcome;
import io.countersign.events.Redactable;
import io.countersign.events.RollbackEvents.IncidentLinked;
import io.countersign.events.RollbackEvents.PostMortemRecorded;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackDeclined;
import io.countersign.events.RollbackEvents.RollbackVerified;
import io.countersign.events.state.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What declaring, declining or verifying a rollback comes to. */
final class RollbackDecision {

    private record Asked<R>(Situation s, R request) {}

    private static final Policy<Asked<RollbackRequest.Recommend>> RECOMMEND = Policy.of(
            a -> Right.MEASURE.objection(a.s()),
            a -> a.s().unlessIn("recommending a rollback", Phase.OPEN, Phase.LIVE),
            a -> Required.member("trigger", a.request().trigger()),
            a -> Triggers.known(a.s(), a.request().trigger()),
            a -> Triggers.notOpen(a.s(), a.request().trigger()),
            a -> Required.member("reason", a.request().reason()));

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

    private static final Policy<Asked<RollbackRequest.Incident>> INCIDENT = Policy.of(
            a -> Right.ROLLBACK.objection(a.s()),
            a -> FollowUpRules.rolledBack(a.s(), "linking an incident"),
            a -> FollowUpRules.reference(a.request().reference()),
            a -> FollowUpRules.notLinkedYet(a.s(), a.request().reference()));

    private static final Policy<Asked<RollbackRequest.PostMortem>> POST_MORTEM = Policy.of(
            a -> Right.ROLLBACK.objection(a.s()),
            a -> FollowUpRules.rolledBack(a.s(), "looking back"),
            a -> Required.member("finding", a.request().finding()),
            a -> a.request().claim().objection(a.s()));

    private RollbackDecision() {}

    static Decision decide(Situation s, RollbackRequest request) {
        return switch (request) {
            case RollbackRequest.Recommend r -> RECOMMEND.decide(new Asked<>(s, r), () -> Accepted.of(
                    new TriggerOpened(s.scope(), Objects.requireNonNull(r.trigger()), null, null, r.reason())));
            case RollbackRequest.Declare r -> DECLARE.decide(new Asked<>(s, r), () -> declared(s, r));
            case RollbackRequest.Decline r -> DECLINE.decide(new Asked<>(s, r), () -> declined(s, r));
            case RollbackRequest.Verify r -> VERIFY.decide(new Asked<>(s, r), () -> verified(s, r));
            case RollbackRequest.Incident r -> INCIDENT.decide(new Asked<>(s, r), () -> Accepted.of(
                    new IncidentLinked(s.scope(), Objects.requireNonNull(r.reference()), text(r.url()))));
            case RollbackRequest.PostMortem r -> POST_MORTEM.decide(new Asked<>(s, r), () -> Accepted.of(
                    new PostMortemRecorded(s.scope(), Objects.requireNonNull(r.finding()), text(r.url()),
                            r.claim().files(s), r.occurredAt())));
        };
    }

    private static @Nullable Redactable text(@Nullable ExternalUrl url) {
        return url == null ? null : url.text();
    }

    /** Every open trigger is answered by the rollback itself; it names the one it is for, or else the one that has been open longest. */
    private static Accepted declared(Situation s, RollbackRequest.Declare r) {
        List<LedgerEvent> events = new ArrayList<>();
        SettledItems voided = SettledItems.voided(s);
        events.add(new RollbackDeclared(s.scope(), Triggers.answered(s, r.trigger()),
                Objects.requireNonNull(r.reason()), Lapses.voided(s.definition(), s.state()), voided.ids(),
                voided.more()));
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
