package io.countersign.events.state;

import io.countersign.events.ProcedureEvents.ProcedureStepRecorded;
import io.countersign.events.ProcedureEvents.StepOutcome;
import io.countersign.events.RollbackEvents.RollbackStepRecorded;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was last recorded of each step of the profile's procedures, a rollback's among them. */
public record Steps(Map<String, Mark> byId) {

    /** @param parameters what the step's commands were given */
    public record Mark(StepOutcome outcome, Map<String, String> parameters, long position, Instant time,
            @Nullable String person) {}

    static final Steps NONE = new Steps(Map.of());

    Steps evolve(Recorded r) {
        return switch (r.event()) {
            case ProcedureStepRecorded e -> mark(e.procedure(), e.step(), e.outcome(), e.parameters(), r);
            case RollbackStepRecorded e when e.procedure() != null && e.step() != null ->
                mark(e.procedure(), e.step(), e.became(), e.parameters(), r);
            default -> this;
        };
    }

    public Optional<Mark> of(Definition.ProcedureStep step) {
        return Optional.ofNullable(byId.get(step.id()));
    }

    private Steps mark(String procedure, String step, StepOutcome outcome, Map<String, String> parameters, Recorded r) {
        return new Steps(Fold.put(byId, Definition.ProcedureStep.id(procedure, step),
                new Mark(outcome, parameters, r.position(), r.time(), r.person())));
    }
}
