package io.countersign.events.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/** What a sign-off is given over: artifact digests, checklist digest, every item's and control's state, and the position of the last change to them. */
public final class Statement {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Statement() {}

    /** The statement as compact JSON; the same state gives the same bytes, so anyone can make it again from the entries. */
    public static String of(Definition definition, DeploymentState state, Instant at) {
        ItemStates states = ItemStates.at(at, definition, state);
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("deployment", state.scope().deployment());
        statement.put("release", state.opened().release());
        List<Map<String, String>> artifacts = new ArrayList<>();
        state.opened().artifacts().forEach(a -> artifacts.add(Map.of(a.name(), a.digest())));
        statement.put("artifacts", artifacts);
        statement.put("checklist", state.scope().checklist() + "@" + state.scope().version());
        statement.put("checklistDigest", state.opened().checklistDigest());
        statement.put("profile", state.opened().profile());
        Map<String, String> items = new LinkedHashMap<>();
        definition.items().forEach(i -> items.put(i.id(), states.of(i).label()));
        statement.put("items", items);
        Map<String, String> controls = new LinkedHashMap<>();
        new TreeSet<>(state.controls().byId().keySet()).forEach(c -> controls.put(c, Gate.latest(c, state)));
        statement.put("controls", controls);
        statement.put("position", Long.toString(state.changed()));
        return JSON.writeValueAsString(statement);
    }
}
