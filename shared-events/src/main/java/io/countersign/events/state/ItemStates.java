package io.countersign.events.state;

import io.countersign.events.ChecklistEvents.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of every item at an instant: as marked, or waived, or derived from the items it waits for. */
public final class ItemStates {

    private final Definition definition;
    private final DeploymentState state;
    private final Instant at;
    /** By the items' places. */
    private final @Nullable ItemState[] known;
    private final boolean waivers;

    private ItemStates(Definition definition, DeploymentState state, Instant at) {
        this.definition = definition;
        this.state = state;
        this.at = at;
        this.known = new ItemState[definition.items().size()];
        this.waivers = state.waivers().byId().values().stream().anyMatch(w -> w.covers(at));
    }

    public static ItemStates at(Instant at, Definition definition, DeploymentState state) {
        return new ItemStates(definition, state, at);
    }

    /**
     * The states after one more event: only what it can have changed is looked at again. While a waiver covers anything, time changes states, too,
     * and all are.
     *
     * @param after what the event made of this state
     */
    public ItemStates next(Recorded event, DeploymentState after) {
        ItemStates next = new ItemStates(definition, after, event.time());
        String marked = Items.marked(event.event());
        if (!waivers && !next.waivers && (marked != null || after.items() == state.items())) {
            System.arraycopy(known, 0, next.known, 0, known.length);
            for (int place : definition.derived()) {
                next.known[place] = null;
            }
            if (marked != null && definition.has(marked)) {
                next.known[definition.place(marked)] = null;
            }
        }
        return next;
    }

    public ItemState of(Item item) {
        return of(definition.place(item.id()));
    }

    /** As the other, by an item's place in the document. */
    public ItemState of(int place) {
        ItemState state = known[place];
        if (state == null) {
            // Set before descending: computed items that wait for each other stay open instead of recursing for ever.
            known[place] = ItemState.OPEN;
            Item item = definition.items().get(place);
            state = definition.derived(place) ? derive(item) : marked(item);
            known[place] = state;
        }
        return state;
    }

    /** The items still open or failed that a gate or a derived item waits for. */
    public List<Item> unsettled(List<Item> items) {
        List<Item> unsettled = new ArrayList<>();
        for (Item item : items) {
            if (!of(item).settled()) {
                unsettled.add(item);
            }
        }
        return unsettled;
    }

    private ItemState derive(Item item) {
        for (Item each : definition.awaited(item)) {
            if (!of(each).settled()) {
                return ItemState.OPEN;
            }
        }
        return ItemState.COMPLETED;
    }

    private ItemState marked(Item item) {
        Items.Mark mark = state.items().byId().get(item.id());
        ItemState recorded = mark == null ? ItemState.OPEN : mark.state();
        return waivers && !recorded.settled() && state.waivers().ofItem(item.id(), at).isPresent()
                ? ItemState.WAIVED
                : recorded;
    }
}
