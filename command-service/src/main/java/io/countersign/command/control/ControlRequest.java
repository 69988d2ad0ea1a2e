package io.countersign.command.control;

import io.countersign.command.decision.Claim;
import io.countersign.events.Outcome;
import io.countersign.events.Redactable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be asked of controls and waivers: the bodies of {@code POST …/controls/{control}/…} and {@code …/waivers/{waiver}/revoke}. */
public sealed interface ControlRequest {

    /**
     * @param outcome a missing one is {@code inconclusive}, never {@code pass}
     * @param method {@code manual} (also when left out), {@code probe} or {@code report}
     */
    record Check(@Nullable Outcome outcome, @Nullable String method, @Nullable Redactable expected,
            @Nullable Redactable observed, @Nullable List<Claim.FileRef> evidence,
            @Nullable Instant occurredAt) implements ControlRequest {
        Claim claim() {
            return new Claim(Claim.list(evidence), occurredAt);
        }
    }

    /** @param expires when the control counts again; required, and later than now */
    record Waive(@Nullable Redactable reason, @Nullable Redactable compensating,
            @Nullable Instant expires) implements ControlRequest {}

    record Revoke(@Nullable Redactable reason) {}

    /**
     * What is decided of an addressable control, the body of {@code POST /api/v1/controls/{control}/decide}.
     *
     * @param implemented or else {@code reason} says why not and {@code instead} what stands in its place
     */
    record Decide(@Nullable String system, @Nullable String environment, @Nullable Boolean implemented,
            @Nullable Redactable reason, @Nullable Redactable instead) {}
}
