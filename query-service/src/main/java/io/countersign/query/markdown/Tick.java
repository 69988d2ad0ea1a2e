package io.countersign.query.markdown;

import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.state.Definition;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.ItemState;
import io.countersign.events.state.ItemStates;
import io.countersign.events.state.Items.Mark;
import io.countersign.events.state.Waivers.Waiver;
import io.countersign.query.answer.Person;
import io.countersign.query.deployments.Loaded;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is written beside one checkbox.
 *
 * @param line of the source, from 1
 * @param checked whether the box is to be ticked
 * @param said the item's state in words; null when nothing is to be said
 * @param by who brought it about; null where it follows from other items
 * @param until when a waiver expires
 */
record Tick(int line, boolean checked, @Nullable String said, @Nullable Person by, @Nullable Instant at,
        @Nullable Long position, @Nullable Instant until) {

    /** One for each item, in document order. */
    static List<Tick> all(Loaded loaded) {
        Instant at = loaded.moment().instant();
        ItemStates states = ItemStates.at(at, loaded.definition(), loaded.state());
        return loaded.definition().items().stream().map(i -> of(i, loaded.definition(), loaded.state(), states, at))
                .toList();
    }

    private static Tick of(Item item, Definition definition, DeploymentState state, ItemStates states, Instant at) {
        ItemState is = states.of(item);
        boolean ticked = is == ItemState.COMPLETED;
        if (definition.derived(item)) {
            Mark last = ticked ? last(item, definition, state, new HashSet<>()) : null;
            return new Tick(item.line(), ticked, ticked ? "follows from other items" : null, null,
                    last == null ? null : last.time(), last == null ? null : last.position(), null);
        }
        Waiver waiver = is == ItemState.WAIVED ? state.waivers().ofItem(item.id(), at).orElse(null) : null;
        if (waiver != null) {
            return new Tick(item.line(), false, "waived", Person.of(waiver.approver()), waiver.time(),
                    waiver.position(), waiver.expires());
        }
        Mark mark = state.items().byId().get(item.id());
        return mark == null || definition.requiredFor(item) == RequiredFor.RECURRING
                ? new Tick(item.line(), false, null, null, null, null, null)
                : new Tick(item.line(), ticked, words(is, mark), Person.of(mark.person()), mark.time(),
                        mark.position(), null);
    }

    private static String words(ItemState state, Mark mark) {
        return switch (state) {
            case OPEN -> "reopened";
            case NOT_APPLICABLE -> "not applicable";
            case COMPLETED -> mark.alternative() == null ? "completed" : "completed (" + mark.alternative() + ")";
            default -> state.label();
        };
    }

    /** The latest mark on anything that a derived item waits for. */
    private static @Nullable Mark last(Item item, Definition definition, DeploymentState state, Set<String> seen) {
        Mark last = null;
        for (Item awaited : definition.awaited(item)) {
            if (seen.add(awaited.id())) {
                Mark mark = definition.derived(awaited)
                        ? last(awaited, definition, state, seen)
                        : state.items().byId().get(awaited.id());
                last = mark != null && (last == null || mark.position() > last.position()) ? mark : last;
            }
        }
        return last;
    }
}
