package io.countersign.command.rollback;

import io.countersign.command.decision.Look;
import io.countersign.command.decision.Situation;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.ItemEvents.ItemFailed;
import io.countersign.events.ItemEvents.ItemNotApplicable;
import io.countersign.events.ItemEvents.ItemReopened;
import io.countersign.events.ItemEvents.ItemWaived;
import io.countersign.events.ItemEvents.ItemWaiverRevoked;
import io.countersign.events.Scope;
import io.countersign.events.state.ItemStates;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settled items that a rollback voids: those that count for closing, because they are about the release once live.
 *
 * @param more how many more than fit one entry; null for none
 */
record SettledItems(List<String> ids, @Nullable Integer more) {

    /** Bytes of ids; an entry holds at most 65,535. */
    private static final int MAX_BYTES = 40_000;

    static Look look(Scope scope) {
        return Look.at(scope.subject(), ItemCompleted.class, ItemFailed.class, ItemReopened.class,
                ItemNotApplicable.class, ItemWaived.class, ItemWaiverRevoked.class);
    }

    static SettledItems voided(Situation s) {
        ItemStates states = ItemStates.at(s.now(), s.definition(), s.state());
        List<String> settled = s.definition().items().stream()
                .filter(i -> s.definition().requiredFor(i) == RequiredFor.CLOSE && !s.definition().derived(i))
                .filter(i -> states.of(i).settled()).map(Item::id).toList();
        List<String> named = new ArrayList<>();
        int bytes = 0;
        for (String id : settled) {
            bytes += id.getBytes(java.nio.charset.StandardCharsets.UTF_8).length + 3;
            if (bytes > MAX_BYTES) {
                return new SettledItems(named, settled.size() - named.size());
            }
            named.add(id);
        }
        return new SettledItems(named, null);
    }
}
