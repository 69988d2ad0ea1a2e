package io.countersign.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to the items of a deployment's checklist. {@code occurredAt} is when the caller claims it happened. */
public sealed interface ItemEvents extends DeploymentEvent {

    String item();

    @Override
    default List<String> tags() {
        return List.of(scope().itemTag(item()));
    }

    /**
     * @param alternative which of an either/or item's alternatives is claimed; null for any other item
     * @param notification id of the notification that it rests on
     */
    @EventType("item-completed")
    record ItemCompleted(Scope scope, String item, @Nullable Redactable note, List<Evidence> evidence,
            @Nullable Instant occurredAt, @Nullable String alternative,
            @Nullable String notification) implements ItemEvents {
        public ItemCompleted {
            evidence = Lists.copy(evidence);
        }

        /** Of an item that is no either/or. */
        public ItemCompleted(Scope scope, String item, @Nullable Redactable note, List<Evidence> evidence,
                @Nullable Instant occurredAt) {
            this(scope, item, note, evidence, occurredAt, null, null);
        }
    }

    @EventType("item-failed")
    record ItemFailed(Scope scope, String item, @Nullable Redactable reason, List<Evidence> evidence,
            @Nullable Instant occurredAt) implements ItemEvents {
        public ItemFailed {
            evidence = Lists.copy(evidence);
        }
    }

    @EventType("item-reopened")
    record ItemReopened(Scope scope, String item, @Nullable Redactable reason) implements ItemEvents {}

    @EventType("item-not-applicable")
    record ItemNotApplicable(Scope scope, String item, Redactable reason) implements ItemEvents {}

    /** A waiver that covers the item until {@code expires}; its approver is who acted. */
    @EventType("item-waived")
    record ItemWaived(Scope scope, String item, String waiver, Redactable reason, @Nullable Redactable compensating,
            Instant expires) implements ItemEvents {}

    @EventType("item-waiver-revoked")
    record ItemWaiverRevoked(Scope scope, String item, String waiver,
            @Nullable Redactable reason) implements ItemEvents {}
}
