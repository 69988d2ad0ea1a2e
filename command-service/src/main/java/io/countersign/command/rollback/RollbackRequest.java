package io.countersign.command.rollback;

import io.countersign.command.decision.Claim;
import io.countersign.command.decision.ExternalUrl;
import io.countersign.events.Outcome;
import io.countersign.events.Redactable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be asked of a rollback: the bodies of {@code POST …/rollback/…}. */
public sealed interface RollbackRequest {

    /** @param trigger of the profile that has come about, as a person sees it */
    record Recommend(@Nullable String trigger, @Nullable Redactable reason) implements RollbackRequest {}

    /** @param trigger of the profile that asks for it, if one does */
    record Declare(@Nullable Redactable reason, @Nullable String trigger) implements RollbackRequest {}

    /** @param trigger to be declined; may be left out when exactly one is open */
    @Schema(name = "RollbackDecline") // names of bodies are one space in OpenAPI
    record Decline(@Nullable String trigger, @Nullable Redactable reason) implements RollbackRequest {}

    /** @param outcome a missing one is {@code inconclusive}, never {@code pass} */
    record Verify(@Nullable Outcome outcome, @Nullable Redactable observed,
            @Nullable List<Claim.FileRef> evidence) implements RollbackRequest {
        Claim claim() {
            return new Claim(Claim.list(evidence), null);
        }
    }

    /** @param reference the incident's number or name where it is dealt with; @param url of it */
    record Incident(@Nullable String reference, @Nullable ExternalUrl url) implements RollbackRequest {}

    /** @param finding what was found; @param url of the whole account */
    record PostMortem(@Nullable Redactable finding, @Nullable ExternalUrl url, @Nullable List<Claim.FileRef> evidence,
            @Nullable Instant occurredAt) implements RollbackRequest {
        Claim claim() {
            return new Claim(Claim.list(evidence), occurredAt);
        }
    }
}
