package io.countersign.command.item;

import io.countersign.command.decision.Claim;
import io.countersign.events.Redactable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be asked of one item: the bodies of {@code POST …/items/{item}/…}. */
public sealed interface ItemRequest {

    default Claim claim() {
        return new Claim(List.of(), null);
    }

    /**
     * @param alternative which of an either/or item's alternatives is claimed; the first when left out
     * @param notification id of a notification of this deployment that it rests on
     */
    record Complete(@Nullable Redactable note, @Nullable List<Claim.FileRef> evidence, @Nullable Instant occurredAt,
            @Nullable String alternative, @Nullable String notification) implements ItemRequest {

        public Complete(@Nullable Redactable note, @Nullable List<Claim.FileRef> evidence,
                @Nullable Instant occurredAt) {
            this(note, evidence, occurredAt, null, null);
        }

        @Override
        public Claim claim() {
            return new Claim(Claim.list(evidence), occurredAt);
        }
    }

    record Fail(@Nullable Redactable reason, @Nullable List<Claim.FileRef> evidence,
            @Nullable Instant occurredAt) implements ItemRequest {
        @Override
        public Claim claim() {
            return new Claim(Claim.list(evidence), occurredAt);
        }
    }

    record Reopen(@Nullable Redactable reason) implements ItemRequest {}

    record NotApplicable(@Nullable Redactable reason) implements ItemRequest {}

    /** @param expires when the item is open again; required, and later than now */
    record Waive(@Nullable Redactable reason, @Nullable Redactable compensating,
            @Nullable Instant expires) implements ItemRequest {}
}
