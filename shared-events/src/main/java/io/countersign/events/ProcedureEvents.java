package io.countersign.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Steps of the procedures that a profile names, other than a rollback's: migrations and roll-outs, for example. */
public sealed interface ProcedureEvents extends DeploymentEvent {

    /** What became of a step. One that failed is still to be done. */
    enum StepOutcome {
        @JsonProperty("done")
        DONE, @JsonProperty("failed")
        FAILED, @JsonProperty("skipped")
        SKIPPED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One command that was run.
     *
     * @param durationMillis how long it took
     * @param output hex SHA-256 of what it printed
     */
    record Run(@Nullable Redactable command, @Nullable Integer exitCode, @Nullable Long durationMillis,
            @Nullable String output) {}

    /**
     * @param item the checkbox that is this step, if one is
     * @param parameters what the step's commands were given, by name
     * @param note of a skipped step, why it was not done
     */
    @EventType("procedure-step-recorded")
    record ProcedureStepRecorded(Scope scope, String procedure, String step, @Nullable String item, StepOutcome outcome,
            List<Run> runs, Map<String, String> parameters, @Nullable Redactable note, List<Evidence> evidence,
            @Nullable Instant occurredAt) implements ProcedureEvents {
        public ProcedureStepRecorded {
            runs = Lists.copy(runs);
            parameters = Lists.copy(parameters);
            evidence = Lists.copy(evidence);
        }
    }
}
