package io.countersign.query.deployments;

import io.countersign.events.state.Definition;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.Gate;
import io.countersign.events.state.ItemStates;
import io.countersign.query.answer.Moment;
import io.countersign.query.answer.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What changed of a deployment between two moments: each with what it was and what it became, null for not there. */
record Diff(String deployment, Moment from, Moment to, @Nullable Change state, List<Change> items,
        List<Change> controls,
        List<Change> signOffs, List<Change> fields, long position, @Nullable String checkpoint) {

    /** @param id of the item, control, sign-off or field */
    record Change(String id, @Nullable String from, @Nullable String to) {}

    static Diff between(Loaded before, Loaded after, Snapshot s) {
        DeploymentState a = before.state();
        DeploymentState b = after.state();
        Change state = a.phase() == b.phase() ? null : new Change("state", a.phase().label(), b.phase().label());
        return new Diff(b.scope().deployment(), before.moment(), after.moment(), state,
                changes(items(before), items(after)), changes(controls(before), controls(after)),
                changes(signOffs(a), signOffs(b)), changes(fields(a), fields(b)), s.head(), s.checkpoint());
    }

    private static Map<String, String> items(Loaded loaded) {
        Definition definition = loaded.definition();
        ItemStates states = ItemStates.at(loaded.moment().instant(), definition, loaded.state());
        Map<String, String> all = new LinkedHashMap<>();
        definition.items().forEach(i -> all.put(i.id(), states.of(i).label()));
        return all;
    }

    private static Map<String, String> controls(Loaded loaded) {
        Map<String, String> all = new LinkedHashMap<>();
        loaded.state().controls().byId().keySet().forEach(c -> all.put(c, Gate.latest(c, loaded.state())));
        return all;
    }

    private static Map<String, String> signOffs(DeploymentState state) {
        Map<String, String> all = new LinkedHashMap<>();
        state.signOffs().byId().values().forEach(
                o -> all.put(o.signed().role() + " " + o.signed().signOff(),
                        o.stands() ? "stands" : "ended: " + o.ended()));
        return all;
    }

    private static Map<String, String> fields(DeploymentState state) {
        Map<String, String> all = new LinkedHashMap<>();
        state.particulars().fields().forEach((name, value) -> all.put(name, value.digest()));
        return all;
    }

    private static List<Change> changes(Map<String, String> before, Map<String, String> after) {
        List<Change> changes = new ArrayList<>();
        after.forEach((id, now) -> {
            if (!Objects.equals(before.get(id), now)) {
                changes.add(new Change(id, before.get(id), now));
            }
        });
        before.keySet().stream().filter(id -> !after.containsKey(id))
                .forEach(id -> changes.add(new Change(id, before.get(id), null)));
        return changes;
    }
}
