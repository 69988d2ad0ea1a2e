package io.countersign.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of safeguards and the waivers that stand in for them. */
public sealed interface ControlEvents extends DeploymentEvent {

    String control();

    @Override
    default List<String> tags() {
        return List.of(scope().controlTag(control()));
    }

    /** @param method how it was checked: {@code manual}, {@code probe} or {@code report} */
    @EventType("control-checked")
    record ControlChecked(Scope scope, String control, Outcome outcome, String method, @Nullable Redactable expected,
            @Nullable Redactable observed, List<Evidence> evidence,
            @Nullable Instant occurredAt) implements ControlEvents {
        public ControlChecked {
            evidence = Lists.copy(evidence);
        }
    }

    @EventType("control-waived")
    record ControlWaived(Scope scope, String control, String waiver, Redactable reason,
            @Nullable Redactable compensating,
            Instant expires) implements ControlEvents {}

    @EventType("control-waiver-revoked")
    record ControlWaiverRevoked(Scope scope, String control, String waiver,
            @Nullable Redactable reason) implements ControlEvents {}
}
