package io.countersign.command.deployment;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Right;
import io.countersign.command.decision.Situation;
import io.countersign.command.deployment.MeasureRequest.Measured;
import io.countersign.events.ChecklistEvents.Threshold;
import io.countersign.events.DeploymentEvents.Band;
import io.countersign.events.DeploymentEvents.MeasurementRecorded;
import io.countersign.events.LedgerEvent;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.Recorded;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What measurements come to: each is judged by the profile's threshold of its name, and may open or close a rollback's trigger. */
final class MeasureDecision {

    private record Asked(Situation s, List<Measured> measured) {}

    private static final Policy<Asked> MEASURE = Policy.of(a -> Right.MEASURE.objection(a.s()),
            a -> a.s().unlessRunning("measuring"), a -> MeasureRules.count(a.measured()),
            a -> a.measured().stream().flatMap(m -> MeasureRules.objection(a.s(), m).stream()).findFirst());

    private MeasureDecision() {}

    static Decision decide(Situation s, MeasureRequest request) {
        List<Measured> measured = Objects.requireNonNull(request.measurements());
        return MEASURE.decide(new Asked(s, measured), () -> accepted(s, measured));
    }

    /** Folds as it goes, so that the second of two breaches in one request already sees the first. */
    private static Accepted accepted(Situation s, List<Measured> measured) {
        DeploymentState state = s.state();
        List<LedgerEvent> events = new ArrayList<>();
        for (Measured m : measured) {
            for (LedgerEvent event : judged(s, state, m)) {
                events.add(event);
                state = state.evolve(new Recorded(event, state.position() + 1, s.now(), s.caller().person()));
            }
        }
        return new Accepted(events);
    }

    private static List<LedgerEvent> judged(Situation s, DeploymentState state, Measured m) {
        String name = Objects.requireNonNull(m.name());
        String given = Objects.requireNonNull(m.value());
        Optional<Threshold> threshold = MeasureRules.threshold(s, name);
        Band band = threshold.map(t -> Judgement.of(MeasureRules.inUnitOf(t, new BigDecimal(given), m.unit())
                .orElseThrow(), t)).orElse(Band.UNJUDGED);
        MeasurementRecorded recorded = new MeasurementRecorded(s.scope(), name, given, m.unit(), band, m.occurredAt());
        List<LedgerEvent> events = new ArrayList<>(List.of(recorded));
        DeploymentState after = state.evolve(new Recorded(recorded, state.position() + 1, s.now(), null));
        threshold.ifPresent(t -> events.addAll(BreachedTriggers.follow(s, after, t, recorded)));
        return events;
    }
}
