package io.countersign.query.deployments;

import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.Evidence;
import io.countersign.events.Redactable;
import io.countersign.events.state.Definition;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.ItemState;
import io.countersign.events.state.ItemStates;
import io.countersign.events.state.Items.Mark;
import io.countersign.events.state.Waivers.Waiver;
import io.countersign.query.answer.Person;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of a deployment.
 *
 * @param derived    its state follows from others'; nobody can set it
 * @param by         who brought it into this state; {@code at} when that was sealed
 * @param occurredAt when it happened as the caller claims, {@code claimed} then being true
 * @param alternative which one was claimed by completing it, of an either/or item
 * @param notification id of the notification that its completion rests on
 */
public record ItemLine(String id, String text, @Nullable String section, String state, String requiredFor,
        boolean derived,
        @Nullable Person by, @Nullable Instant at, @Nullable Long position, @Nullable Redactable note,
        @Nullable Redactable reason, List<Evidence> evidence, @Nullable Instant occurredAt, boolean claimed,
        @Nullable String waiver, @Nullable String parent, @Nullable Integer number, List<String> controls,
        @Nullable String alternative, @Nullable String notification) {

    static ItemLine of(Item item, Definition definition, DeploymentState all, ItemStates states, Instant at) {
        ItemState state = states.of(item);
        Mark mark = definition.derived(item) ? null : all.items().byId().get(item.id());
        Waiver waiver = state == ItemState.WAIVED ? all.waivers().ofItem(item.id(), at).orElse(null) : null;
        if (waiver != null) {
            return line(item, definition, state, new Mark(state, waiver.position(), waiver.time(), waiver.approver(),
                    waiver.reason(), List.of(), null, null, null), waiver.id());
        }
        return line(item, definition, state, mark, null);
    }

    private static ItemLine line(Item i, Definition d, ItemState state, @Nullable Mark m, @Nullable String waiver) {
        Redactable text = m == null ? null : m.text();
        boolean noted = state == ItemState.COMPLETED;
        return new ItemLine(i.id(), i.text(), i.section(), state.label(), d.requiredFor(i).label(), d.derived(i),
                m == null ? null : Person.of(m.person()), m == null ? null : m.time(), m == null ? null : m.position(),
                noted ? text : null, noted ? null : text, m == null ? List.of() : m.evidence(),
                m == null ? null : m.occurredAt(), m != null && m.occurredAt() != null, waiver, i.parent(), i.number(),
                d.rule(i).controls(), m == null ? null : m.alternative(), m == null ? null : m.notification());
    }
}
