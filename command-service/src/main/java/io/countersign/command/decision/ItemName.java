package io.countersign.command.decision;

import io.countersign.command.decision.Refusal.Problem;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.state.Definition;
import java.util.List;

/** What a name for an item comes to: the item, or why it names none. */
public sealed interface ItemName {

    record Found(Item item) implements ItemName {}

    record NotFound(Refusal refusal) implements ItemName {}

    /** Rules {@code unknown-item} and {@code ambiguous-item}. */
    static ItemName find(Definition definition, String name) {
        List<Item> matching = definition.matching(name);
        if (matching.size() == 1) {
            return new Found(matching.getFirst());
        }
        if (matching.isEmpty()) {
            List<String> ids = definition.items().stream().map(Item::id).toList();
            return new NotFound(Refusal.of(Problem.UNKNOWN, "unknown-item",
                    "The checklist " + definition.checklist().checklist() + " has no item \"" + name + "\".")
                    .in("item").near(Nearest.to(name, ids)));
        }
        return new NotFound(Refusal.of(Problem.INVALID, "ambiguous-item",
                "\"" + name + "\" may mean " + matching.size() + " items; give more of the id.").in("item")
                .near(matching.stream().map(Item::id).limit(5).toList()));
    }
}
