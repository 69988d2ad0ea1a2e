package io.countersign.events;

import io.countersign.events.ProcedureEvents.Run;
import io.countersign.events.ProcedureEvents.StepOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way back: declared or declined, performed step by step, verified, and what is learnt from it. */
public sealed interface RollbackEvents extends DeploymentEvent {

    /**
     * @param voided ids of the sign-offs that the declaration voids, as the profile names their roles
     * @param voidedItems ids of the settled items that no longer count, because they were about the release once live: closing now waits for the
     *     rollback's items instead
     * @param moreItems how many more of them there are than fit one entry; null for none
     */
    @EventType("rollback-declared")
    record RollbackDeclared(Scope scope, @Nullable String trigger, Redactable reason, List<String> voided,
            List<String> voidedItems, @Nullable Integer moreItems) implements RollbackEvents {
        public RollbackDeclared {
            voided = Lists.copy(voided);
            voidedItems = Lists.copy(voidedItems);
        }

        /** Without items. */
        public RollbackDeclared(Scope scope, @Nullable String trigger, Redactable reason, List<String> voided) {
            this(scope, trigger, reason, voided, List.of(), null);
        }
    }

    @EventType("rollback-declined")
    record RollbackDeclined(Scope scope, @Nullable String trigger, Redactable reason) implements RollbackEvents {}

    /**
     * A step of the rollback was performed; it settles its item, if it has one.
     *
     * @param item the numbered item that is this step; null of a step that stands in its procedure alone
     * @param command that was run first, if one was
     * @param exitCode of that command; likewise {@code durationMillis}, and {@code output}, the hex SHA-256 of what it printed
     * @param note of a skipped step, why it was not done
     * @param procedure of the profile that the step belongs to, and {@code step} its id there; null where it has none
     * @param outcome null in entries older than this member: done, if the exit code is 0 or there is none
     * @param further the commands run after the first, in order
     * @param parameters what the step's commands were given, by name
     */
    @EventType("rollback-step-recorded")
    record RollbackStepRecorded(Scope scope, @Nullable String item, @Nullable Redactable command,
            @Nullable Integer exitCode, @Nullable Long durationMillis, @Nullable String output,
            @Nullable Redactable note, List<Evidence> evidence, @Nullable Instant occurredAt,
            @Nullable String procedure, @Nullable String step, @Nullable StepOutcome outcome, List<Run> further,
            Map<String, String> parameters) implements RollbackEvents {
        public RollbackStepRecorded {
            evidence = Lists.copy(evidence);
            further = Lists.copy(further);
            parameters = Lists.copy(parameters);
        }

        /** Of a numbered item that no procedure names. */
        public RollbackStepRecorded(Scope scope, String item, @Nullable Redactable command, @Nullable Integer exitCode,
                @Nullable Long durationMillis, @Nullable String output, @Nullable Redactable note,
                List<Evidence> evidence, @Nullable Instant occurredAt) {
            this(scope, item, command, exitCode, durationMillis, output, note, evidence, occurredAt, null, null, null,
                    List.of(), Map.of());
        }

        /** What became of the step, in older entries too. */
        public StepOutcome became() {
            if (outcome != null) {
                return outcome;
            }
            return exitCode == null || exitCode == 0 ? StepOutcome.DONE : StepOutcome.FAILED;
        }

        @Override
        public List<String> tags() {
            return item == null ? List.of() : List.of(scope().itemTag(item));
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

    /**
     * Where the incident is dealt with.
     *
     * @param reference its number or name there, without spaces
     * @param url of it; it may name people
     */
    @EventType("rollback-incident-linked")
    record IncidentLinked(Scope scope, String reference, @Nullable Redactable url) implements RollbackEvents {}

    /** What was found when it was looked back at. @param url of the whole account, if there is one */
    @EventType("rollback-post-mortem-recorded")
    record PostMortemRecorded(Scope scope, Redactable finding, @Nullable Redactable url, List<Evidence> evidence,
            @Nullable Instant occurredAt) implements RollbackEvents {
        public PostMortemRecorded {
            evidence = Lists.copy(evidence);
        }
    }
}
