package io.countersign.query.deployments;

import io.countersign.events.ControlEvents;
import io.countersign.events.DeploymentEvents;
import io.countersign.events.DeploymentEvents.NoteAdded;
import io.countersign.events.ItemEvents;
import io.countersign.events.LedgerEvent;
import io.countersign.events.ReportEvents;
import io.countersign.events.RollbackEvents;
import io.countersign.events.SafeguardEvents;
import io.countersign.events.SignOffEvents;
import io.countersign.events.state.Definition;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.Gate;
import io.countersign.events.state.ItemStates;
import io.countersign.events.state.Recorded;
import io.countersign.events.state.Result;
import io.countersign.events.state.Rollback;
import io.countersign.events.state.Waivers.Waiver;
import io.countersign.query.intake.Verified;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What two moments of a deployment are compared by: each aspect's things by id, with what is to be said of them. What was written by people is kept
 * as it stands in the entry, and disclosed when the answer is sent.
 */
record Aspects(@Nullable String state, Map<String, Object> items, Map<String, Object> controls,
        Map<String, Object> decisions,
        Map<String, Object> signOffs, Map<String, Object> waivers, Map<String, Object> fields,
        Map<String, Object> artifacts, Map<String, Object> measurements, Map<String, Object> triggers,
        Map<String, Object> rollback, Map<String, Object> reports, Map<String, Object> notes,
        Map<String, Object> others, @Nullable String emergency) {

    private static final Pattern TYPE = Pattern.compile("^countersign\\.|\\.v[0-9]+$");

    /** Of a deployment that has not been opened. */
    static final Aspects NONE = new Aspects(null, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
            Map.of(),
            Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), null);

    static Aspects of(Loaded loaded) {
        DeploymentState state = loaded.state();
        Instant at = loaded.moment().instant();
        return new Aspects(state.phase().label(), items(loaded.definition(), state, at), controls(state),
                decisions(state),
                signOffs(state), waivers(state, at), new LinkedHashMap<>(state.particulars().fields()),
                artifacts(state), measurements(state), triggers(state), rollback(state.rollback()), reports(state),
                notes(state), others(loaded.entries()), emergency(state));
    }

    private static Map<String, Object> items(Definition definition, DeploymentState state, Instant at) {
        ItemStates states = ItemStates.at(at, definition, state);
        Map<String, Object> all = new LinkedHashMap<>();
        definition.items().forEach(i -> all.put(i.id(), states.of(i).label()));
        return all;
    }

    private static Map<String, Object> controls(DeploymentState state) {
        Map<String, Object> all = new LinkedHashMap<>();
        state.controls().byId().keySet().forEach(c -> all.put(c, Gate.latest(c, state)));
        return all;
    }

    private static Map<String, Object> decisions(DeploymentState state) {
        Map<String, Object> all = new LinkedHashMap<>();
        state.addressed().byControl().forEach((control, decided) -> all.put(control, decided.label()));
        return all;
    }

    private static Map<String, Object> signOffs(DeploymentState state) {
        Map<String, Object> all = new LinkedHashMap<>();
        state.signOffs().byId().values().forEach(o -> all.put(o.signed().role() + " " + o.signed().signOff(),
                o.stands() ? "stands" : "ended: " + o.ended()));
        return all;
    }

    private static Map<String, Object> waivers(DeploymentState state, Instant at) {
        Map<String, Object> all = new LinkedHashMap<>();
        state.waivers().byId().values().forEach(w -> all.put(w.id() + " of " + subject(w), standing(w, at)));
        return all;
    }

    private static String subject(Waiver waiver) {
        return waiver.item() != null ? waiver.item() : Objects.requireNonNull(waiver.control());
    }

    private static String standing(Waiver waiver, Instant at) {
        if (waiver.revoked() != null) {
            return "ended at " + waiver.revoked();
        }
        return (waiver.covers(at) ? "until " : "expired at ") + waiver.expires();
    }

    private static Map<String, Object> artifacts(DeploymentState state) {
        Map<String, Object> all = new LinkedHashMap<>();
        state.opened().artifacts().forEach(a -> all.put(a.name(), a.digest()));
        return all;
    }

    private static Map<String, Object> measurements(DeploymentState state) {
        Map<String, Object> all = new LinkedHashMap<>();
        state.measurements().byName().forEach((name, latest) -> all.put(name, told(latest.measured())));
        return all;
    }

    private static Map<String, Object> triggers(DeploymentState state) {
        Map<String, Object> all = new LinkedHashMap<>();
        state.measurements().openTriggers().forEach((name, open) -> all.put(name, told(open.trigger())));
        return all;
    }

    private static Map<String, Object> rollback(Rollback rollback) {
        Map<String, Object> all = new LinkedHashMap<>();
        put(all, "declared", rollback.declared());
        put(all, "declined", rollback.declined());
        put(all, "step", rollback.steps());
        put(all, "verified", rollback.verifications());
        put(all, "incident", rollback.incidents());
        put(all, "post-mortem", rollback.postMortems());
        put(all, "follow-up", rollback.followUps());
        return all;
    }

    private static void put(Map<String, Object> all, String what, List<Recorded> recorded) {
        recorded.forEach(r -> all.put(what + " " + r.position(), told(r.event())));
    }

    private static Map<String, Object> reports(DeploymentState state) {
        Map<String, Object> all = new LinkedHashMap<>();
        state.reports().all().forEach(r -> all.put(
                Objects.requireNonNullElse(r.report().format(), "report") + " " + r.position(), told(r.report())));
        return all;
    }

    private static Map<String, Object> notes(DeploymentState state) {
        Map<String, Object> all = new LinkedHashMap<>();
        notesOf(state).forEach(r -> all.put("note " + r.position(), ((NoteAdded) r.event()).text()));
        return all;
    }

    private static Stream<Recorded> notesOf(DeploymentState state) {
        return state.particulars().notes().stream().filter(r -> r.event() instanceof NoteAdded);
    }

    /** Entries that no other aspect tells of: refusals, exports, erasures, and whatever kinds there will be. */
    private static Map<String, Object> others(List<Verified> entries) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Verified each : entries) {
            switch (each.event()) {
                case ItemEvents _,ControlEvents _,SignOffEvents _,DeploymentEvents _,RollbackEvents _,ReportEvents _,SafeguardEvents _ ->
                    {
                    }
                case null -> all.put(each.entry().type() + " " + each.position(), "recorded");
                case LedgerEvent e ->
                    all.put(TYPE.matcher(each.entry().type()).replaceAll("") + " " + each.position(), told(e));
            }
        }
        return all;
    }

    private static @Nullable String emergency(DeploymentState state) {
        var emergency = state.lifecycle().emergency();
        return emergency == null ? null : emergency.reviewed() ? "reviewed" : "review due " + emergency.due();
    }

    private static String told(LedgerEvent event) {
        return Objects.requireNonNullElse(Result.of(event), "recorded");
    }
}
