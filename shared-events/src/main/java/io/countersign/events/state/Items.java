package io.countersign.events.state;

import io.countersign.events.Evidence;
import io.countersign.events.LedgerEvent;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.ItemEvents.ItemFailed;
import io.countersign.events.ItemEvents.ItemNotApplicable;
import io.countersign.events.ItemEvents.ItemReopened;
import io.countersign.events.ProcedureEvents.StepOutcome;
import io.countersign.events.Redactable;
import io.countersign.events.RollbackEvents.RollbackStepRecorded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was last recorded of each item, before waivers and derivation. */
public record Items(Map<String, Mark> byId) {

    /**
     * The last mark on an item.
     *
     * @param text its note or reason
     * @param alternative which one was claimed, of an either/or item
     * @param notification id of the notification it rests on
     */
    public record Mark(ItemState state, long position, Instant time, @Nullable String person, @Nullable Redactable text,
            List<Evidence> evidence, @Nullable Instant occurredAt, @Nullable String alternative,
            @Nullable String notification) {}

    static final Items NONE = new Items(Map.of());

    Items evolve(Recorded r) {
        return switch (r.event()) {
            case ItemCompleted e -> new Items(Fold.put(byId, e.item(), new Mark(ItemState.COMPLETED, r.position(),
                    r.time(), r.person(), e.note(), e.evidence(), e.occurredAt(), e.alternative(), e.notification())));
            case ItemFailed e -> mark(e.item(), ItemState.FAILED, r, e.reason(), e.evidence(), e.occurredAt());
            case ItemReopened e -> mark(e.item(), ItemState.OPEN, r, e.reason(), List.of(), null);
            case ItemNotApplicable e ->
                mark(e.item(), ItemState.NOT_APPLICABLE, r, e.reason(), List.of(), null);
            // A step whose command failed has not been done.
            case RollbackStepRecorded e when e.item() != null ->
                mark(e.item(), after(e.became()), r, e.note(), e.evidence(), e.occurredAt());
            default -> this;
        };
    }

    /** The item that an event puts a mark on; null when it marks none. */
    static @Nullable String marked(LedgerEvent event) {
        return switch (event) {
            case ItemCompleted e -> e.item();
            case ItemFailed e -> e.item();
            case ItemReopened e -> e.item();
            case ItemNotApplicable e -> e.item();
            case RollbackStepRecorded e -> e.item();
            default -> null;
        };
    }

    private static ItemState after(StepOutcome step) {
        return switch (step) {
            case DONE -> ItemState.COMPLETED;
            case FAILED -> ItemState.FAILED;
            case SKIPPED -> ItemState.NOT_APPLICABLE;
        };
    }

    private Items mark(String item, ItemState state, Recorded r, @Nullable Redactable text, List<Evidence> evidence,
            @Nullable Instant occurredAt) {
        return new Items(Fold.put(byId, item,
                new Mark(state, r.position(), r.time(), r.person(), text, evidence, occurredAt, null, null)));
    }
}
