package io.countersign.events.state;

import io.countersign.events.ChecklistEvents.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of every item at an instant: as marked, or waived, or derived from the items it waits for. */
public final class ItemStates {

    private final Definition definition;
    private final DeploymentState state;
    private final Instant at;
    private final Map<String, ItemState> known = new HashMap<>();

    private ItemStates(Definition definition, DeploymentState state, Instant at) {
        this.definition = definition;
        this.state = state;
        this.at = at;
    }

    public static ItemStates at(Instant at, Definition definition, DeploymentState state) {
        return new ItemStates(definition, state, at);
    }

    public ItemState of(Item item) {
        @Nullable
        ItemState state = known.get(item.id());
        if (state == null) {
            // Set before descending: computed items that wait for each other stay open instead of recursing for ever.
            known.put(item.id(), ItemState.OPEN);
            state = definition.derived(item) ? derive(item) : marked(item);
            known.put(item.id(), state);
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
        return unsettled(definition.awaited(item)).isEmpty() ? ItemState.COMPLETED : ItemState.OPEN;
    }

    private ItemState marked(Item item) {
        Items.Mark mark = state.items().byId().get(item.id());
        ItemState recorded = mark == null ? ItemState.OPEN : mark.state();
        return !recorded.settled() && state.waivers().ofItem(item.id(), at).isPresent() ? ItemState.WAIVED : recorded;
    }
}
