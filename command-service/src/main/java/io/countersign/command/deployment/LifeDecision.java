package io.countersign.command.deployment;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Required;
import io.countersign.command.decision.Right;
import io.countersign.command.decision.Situation;
import io.countersign.command.maintenance.Obligations;
import io.countersign.events.DeploymentEvents.DeploymentAbandoned;
import io.countersign.events.DeploymentEvents.DeploymentClosed;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.DeploymentEvents.EmergencyReviewed;
import io.countersign.events.DeploymentEvents.UnmetCondition;
import io.countersign.events.EventCatalog;
import io.countersign.events.state.Gate;
import io.countersign.events.state.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What going live, closing, abandoning and reviewing an emergency come to. */
final class LifeDecision {

    /** An emergency's review falls due so long after it. */
    static final Duration REVIEW_WITHIN = Duration.ofHours(72);

    /** An entry holds at most 65,535 bytes, its frame and streams among them. */
    private static final int MAX_EVENT = 60_000;

    private static final Policy<Situation> ORDINARY = Policy.of(Right.GO_LIVE::objection,
            s -> s.unlessIn("going live", Phase.OPEN), s -> LifeRules.gateOpen(Gate.GO_LIVE, s));

    private static final Policy<Situation> EMERGENCY = Policy.of(Right.GO_LIVE::objection,
            s -> s.unlessIn("going live", Phase.OPEN), s -> LifeRules.gateShut(Gate.GO_LIVE, s));

    private static final Policy<Situation> CLOSE = Policy.of(Right.CLOSE::objection,
            s -> s.unlessIn("closing", Phase.LIVE, Phase.ROLLED_BACK), s -> LifeRules.gateOpen(Gate.CLOSE, s));

    private static final Policy<Situation> ABANDON = Policy.of(Right.ABANDON::objection,
            s -> s.unlessIn("abandoning", Phase.OPEN));

    private static final Policy<Situation> REVIEW = Policy.of(LifeRules::isPerson, Right.REVIEW::objection,
            s -> s.unlessRunning("reviewing an emergency"), LifeRules::reviewOwed, LifeRules::reviewerIsAnother);

    private LifeDecision() {}

    static Decision decide(Situation s, LifeRequest request) {
        return switch (request) {
            case LifeRequest.GoLive r when r.isEmergency() -> Policy
                    .of(EMERGENCY::objection, (Situation _) -> Required.member("reason", r.reason()))
                    .decide(s, () -> wentLive(s, r));
            case LifeRequest.GoLive r -> ORDINARY.decide(s, () -> wentLive(s, r));
            case LifeRequest.Close _ -> CLOSE.decide(s,
                    () -> Accepted.of(new DeploymentClosed(s.scope())));
            case LifeRequest.Abandon r -> Policy
                    .of(ABANDON::objection, (Situation _) -> Required.member("reason", r.reason()))
                    .decide(s, () -> Accepted
                            .of(new DeploymentAbandoned(s.scope(), Objects.requireNonNull(r.reason()))));
            case LifeRequest.Review r -> Policy
                    .of(REVIEW::objection, (Situation _) -> Required.member("finding", r.finding()))
                    .decide(s, () -> Accepted
                            .of(new EmergencyReviewed(s.scope(), Objects.requireNonNull(r.finding()))));
        };
    }

    /** The sign-offs that stand now are fixed by being named; an emergency names each condition it passed over. */
    private static Decision wentLive(Situation s, LifeRequest.GoLive r) {
        List<String> signOffs = s.state().signOffs().standing().stream().map(o -> o.signed().signOff()).toList();
        List<UnmetCondition> unmet = Gate.GO_LIVE.unmet(s.definition(), s.state(), s.now()).stream()
                .map(u -> new UnmetCondition(u.rule(), u.item(), u.role(), u.control())).toList();
        DeploymentWentLive live = new DeploymentWentLive(s.scope(), r.isEmergency(), r.reason(), signOffs, unmet,
                r.isEmergency() ? s.now().plus(REVIEW_WITHIN) : null);
        return tooLarge(live).<Decision>map(Refusal::refused).orElseGet(() -> new Accepted(Obligations.with(s, live)));
    }

    /** Rule {@code too-many-unmet}: what is passed over must be recorded whole, in one entry. */
    private static Optional<Refusal> tooLarge(DeploymentWentLive live) {
        return EventCatalog.write(live).getBytes(StandardCharsets.UTF_8).length > MAX_EVENT
                ? Optional.of(Refusal.of(Problem.REFUSED, "too-many-unmet", live.unmet().size()
                        + " unmet conditions do not fit one entry; settle some of them first."))
                : Optional.empty();
    }
}
