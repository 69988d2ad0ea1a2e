package io.countersign.command.maintenance;

import io.countersign.command.decision.Claim;
import io.countersign.events.Redactable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be asked of maintenance: the bodies of {@code POST …/obligations/{obligation}/…}. */
public sealed interface MaintenanceRequest {

    default Claim claim() {
        return new Claim(List.of(), null);
    }

    @Schema(name = "MaintenanceComplete") // names of bodies are one space in OpenAPI
    record Complete(@Nullable Redactable note, @Nullable List<Claim.FileRef> evidence,
            @Nullable Instant occurredAt) implements MaintenanceRequest {
        @Override
        public Claim claim() {
            return new Claim(Claim.list(evidence), occurredAt);
        }
    }

    record NotApplicable(@Nullable Redactable reason) implements MaintenanceRequest {}

    record End(@Nullable Redactable reason) implements MaintenanceRequest {}
}
