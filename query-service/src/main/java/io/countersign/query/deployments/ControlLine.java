package io.countersign.query.deployments;

import io.countersign.events.Evidence;
import io.countersign.events.Redactable;
import io.countersign.events.state.Addressed.Decided;
import io.countersign.events.state.Controls.Check;
import io.countersign.events.state.Definition;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.Gate;
import io.countersign.query.answer.Person;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One control that the checklist requires or that was checked.
 *
 * @param outcome of the latest check; {@code missing} when there was none
 * @param stands      whether that passes, or a waiver covers it, or by decision something else stands in its place
 * @param addressable whether it may be addressed rather than implemented (45 CFR 164.306(d))
 * @param decision    the latest on it in the deployment's system and environment
 * @param items       that need it
 */
public record ControlLine(String control, String outcome, boolean stands, @Nullable String method,
        @Nullable Redactable expected, @Nullable Redactable observed, List<Evidence> evidence, @Nullable Person by,
        @Nullable Instant at, @Nullable Instant occurredAt, @Nullable Long position, @Nullable String waiver,
        boolean addressable, @Nullable Decision decision, List<String> items) {

    /** @param decision {@code implemented} or {@code not-implemented}; of the latter {@code reason} says why and {@code instead} what stands in its place */
    record Decision(String decision, @Nullable Redactable reason, @Nullable Redactable instead, @Nullable Person by,
            Instant at, long position) {

        static Decision of(Decided d) {
            return new Decision(d.label(), d.decision().reason(), d.decision().instead(), Person.of(d.person()),
                    d.time(), d.position());
        }
    }

    static List<ControlLine> all(Definition definition, DeploymentState state, Instant at) {
        Set<String> ids = new TreeSet<>(state.controls().byId().keySet());
        definition.items().forEach(i -> ids.addAll(definition.rule(i).controls()));
        return ids.stream().map(id -> of(id, definition, state, at)).toList();
    }

    private static ControlLine of(String id, Definition definition, DeploymentState state, Instant at) {
        Check check = state.controls().byId().get(id);
        List<String> items = definition.items().stream().filter(i -> definition.rule(i).controls().contains(id))
                .map(i -> i.id()).toList();
        String waiver = state.waivers().ofControl(id, at).map(w -> w.id()).orElse(null);
        boolean stands = Gate.stands(id, definition, state, at);
        boolean addressable = definition.addressable(id);
        Decision decision = state.addressed().of(id).map(Decision::of).orElse(null);
        if (check == null) {
            return new ControlLine(id, Gate.latest(id, state), stands, null, null, null, List.of(), null, null, null,
                    null, waiver, addressable, decision, items);
        }
        var checked = check.checked();
        return new ControlLine(id, checked.outcome().label(), stands, checked.method(), checked.expected(),
                checked.observed(), checked.evidence(), Person.of(check.person()), check.time(), checked.occurredAt(),
                check.position(), waiver, addressable, decision, items);
    }
}
