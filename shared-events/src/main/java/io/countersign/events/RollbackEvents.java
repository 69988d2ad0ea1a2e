package io.countersign.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way back: declared or declined, performed step by step, verified. */
public sealed interface RollbackEvents extends DeploymentEvent {

    /** @param voided ids of the sign-offs that the declaration voids, as the profile names their roles */
    @EventType("rollback-declared")
    record RollbackDeclared(Scope scope, @Nullable String trigger, Redactable reason,
            List<String> voided) implements RollbackEvents {
        public RollbackDeclared {
            voided = Lists.copy(voided);
        }
    }

    @EventType("rollback-declined")
    record RollbackDeclined(Scope scope, @Nullable String trigger, Redactable reason) implements RollbackEvents {}

    /**
     * A numbered step of the rollback was performed; it settles its item.
     *
     * @param exitCode of the step's command, if it ran one
     * @param durationMillis how long it took
     * @param output hex SHA-256 of what the command printed
     */
    @EventType("rollback-step-recorded")
    record RollbackStepRecorded(Scope scope, String item, @Nullable Redactable command, @Nullable Integer exitCode,
            @Nullable Long durationMillis, @Nullable String output, @Nullable Redactable note, List<Evidence> evidence,
            @Nullable Instant occurredAt) implements RollbackEvents {
        public RollbackStepRecorded {
            evidence = Lists.copy(evidence);
        }

        @Override
        public List<String> tags() {
            return List.of(scope().itemTag(item));
        }
    }

    /** A pass leads to {@code rolled-back}; anything else leaves the deployment rolling back. */
    @EventType("rollback-verified")
    record RollbackVerified(Scope scope, Outcome outcome, @Nullable Redactable observed,
            List<Evidence> evidence) implements RollbackEvents {
        public RollbackVerified {
            evidence = Lists.copy(evidence);
        }
    }
}
