package io.countersign.command.rollback;

import io.countersign.command.decision.Claim;
import io.countersign.events.Outcome;
import io.countersign.events.Redactable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be asked of a rollback: the bodies of {@code POST …/rollback/…}. */
public sealed interface RollbackRequest {

    /** @param trigger of the profile that asks for it, if one does */
    record Declare(@Nullable Redactable reason, @Nullable String trigger) implements RollbackRequest {}

    /** @param trigger to be declined; may be left out when exactly one is open */
    record Decline(@Nullable String trigger, @Nullable Redactable reason) implements RollbackRequest {}

    /** @param outcome a missing one is {@code inconclusive}, never {@code pass} */
    record Verify(@Nullable Outcome outcome, @Nullable Redactable observed,
            @Nullable List<Claim.FileRef> evidence) implements RollbackRequest {
        Claim claim() {
            return new Claim(Claim.list(evidence), null);
        }
    }

    /**
     * A numbered step was performed.
     *
     * @param command that was run
     * @param exitCode anything but zero leaves the step failed, to be done again
     * @param durationMillis how long it took, in milliseconds
     * @param output hex SHA-256 of what the command printed
     */
    record Step(@Nullable Redactable command, @Nullable Integer exitCode, @Nullable Long durationMillis,
            @Nullable String output, @Nullable Redactable note, @Nullable List<Claim.FileRef> evidence,
            @Nullable Instant occurredAt) {
        Claim claim() {
            return new Claim(Claim.list(evidence), occurredAt);
        }
    }
}
