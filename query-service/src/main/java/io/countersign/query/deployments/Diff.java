package io.countersign.query.deployments;

import io.countersign.events.state.DeploymentState;
import io.countersign.query.answer.Moment;
import io.countersign.query.answer.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What changed of a deployment between two moments: each with what it was and what it became, null for not there. */
record Diff(String deployment, Moment from, Moment to, @Nullable Change state, List<Change> items,
        List<Change> controls, List<Change> decisions, List<Change> signOffs, List<Change> waivers, List<Change> fields,
        List<Change> artifacts,
        List<Change> measurements, List<Change> triggers, List<Change> rollback, List<Change> reports,
        List<Change> notes, List<Change> others, @Nullable Change emergency, long position,
        @Nullable String checkpoint) {

    /** @param id of the item, control, sign-off, waiver or field, or what happened and at which position */
    record Change(String id, @Nullable Object from, @Nullable Object to) {}

    /** @param before empty when the deployment had not been opened yet */
    static Diff between(Moment from, Optional<Loaded> before, Loaded after, Snapshot s) {
        Aspects a = before.map(Aspects::of).orElse(Aspects.NONE);
        Aspects b = Aspects.of(after);
        DeploymentState state = after.state();
        return new Diff(state.scope().deployment(), from, after.moment(), change("state", a.state(), b.state()),
                changes(a.items(), b.items()), changes(a.controls(), b.controls()),
                changes(a.decisions(), b.decisions()), changes(a.signOffs(), b.signOffs()),
                changes(a.waivers(), b.waivers()), changes(a.fields(), b.fields()),
                changes(a.artifacts(), b.artifacts()), changes(a.measurements(), b.measurements()),
                changes(a.triggers(), b.triggers()), changes(a.rollback(), b.rollback()),
                changes(a.reports(), b.reports()), changes(a.notes(), b.notes()), changes(a.others(), b.others()),
                change("emergency", a.emergency(), b.emergency()), after.moment().position(),
                s.checkpoint());
    }

    private static @Nullable Change change(String id, @Nullable Object before, @Nullable Object after) {
        return Objects.equals(before, after) ? null : new Change(id, before, after);
    }

    private static List<Change> changes(Map<String, Object> before, Map<String, Object> after) {
        List<Change> changes = new ArrayList<>();
        after.forEach((id, now) -> {
            if (!now.equals(before.get(id))) {
                changes.add(new Change(id, before.get(id), now));
            }
        });
        before.forEach((id, then) -> {
            if (!after.containsKey(id)) {
                changes.add(new Change(id, then, null));
            }
        });
        return changes;
    }
}
