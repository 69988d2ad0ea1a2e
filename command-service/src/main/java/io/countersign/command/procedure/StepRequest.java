package io.countersign.command.procedure;

import io.countersign.command.decision.Claim;
import io.countersign.events.Redactable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A step was performed, or skipped: the body of {@code POST …/steps/{step}/record}.
 *
 * @param command that was run first
 * @param exitCode one that is not expected leaves the step failed, to be done again
 * @param durationMillis how long it took, in milliseconds
 * @param output hex SHA-256 of what the command printed
 * @param runs the commands run after the first, in order
 * @param parameters what the step's commands were given, by name; plain technical names, since they stand in the ledger as they are
 * @param skipped why a conditional step was not done
 */
public record StepRequest(@Nullable Redactable command, @Nullable Integer exitCode, @Nullable Long durationMillis,
        @Nullable String output, @Nullable Redactable note, @Nullable List<Claim.FileRef> evidence,
        @Nullable Instant occurredAt, @Nullable List<RunRef> runs,
        @Nullable Map<String, String> parameters, @Nullable Redactable skipped) {

    /** A command that was run. */
    public record RunRef(@Nullable Redactable command, @Nullable Integer exitCode, @Nullable Long durationMillis,
            @Nullable String output) {

        boolean saysNothing() {
            return command == null && exitCode == null && durationMillis == null && output == null;
        }
    }

    public StepRequest(@Nullable Redactable command, @Nullable Integer exitCode, @Nullable Long durationMillis,
            @Nullable String output, @Nullable Redactable note, @Nullable List<Claim.FileRef> evidence,
            @Nullable Instant occurredAt) {
        this(command, exitCode, durationMillis, output, note, evidence, occurredAt, null, null, null);
    }

    Claim claim() {
        return new Claim(Claim.list(evidence), occurredAt);
    }

    RunRef first() {
        return new RunRef(command, exitCode, durationMillis, output);
    }

    List<RunRef> further() {
        return runs == null ? List.of() : runs;
    }

    /** Every command that was run; the first is left out when nothing is said of it. */
    List<RunRef> all() {
        List<RunRef> all = new ArrayList<>(further());
        if (!first().saysNothing()) {
            all.addFirst(first());
        }
        return all;
    }

    Map<String, String> given() {
        return parameters == null ? Map.of() : new TreeMap<>(parameters);
    }
}
