package io.countersign.command.checklist;

import io.countersign.events.ChecklistEvents.GateCondition;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.state.Condition;
import io.countersign.events.state.Gate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The conditions a profile adds to the gates: each compiles, answers yes or no, and looks up what there is. */
final class GateReader {

    private final Collection<String> items;
    private final List<String> roles;
    private final Collection<String> controls;

    /** @param rules whose controls a condition may look up, because they are always there */
    GateReader(Collection<String> items, List<String> roles, List<ItemRule> rules) {
        this.items = items;
        this.roles = roles;
        this.controls = rules.stream().flatMap(r -> r.controls().stream()).collect(Collectors.toSet());
    }

    Map<String, List<GateCondition>> read(JsonNode gates) throws MalformedChecklist {
        Map<String, List<GateCondition>> all = new TreeMap<>();
        for (var gate : gates.properties()) {
            List<GateCondition> conditions = new ArrayList<>();
            for (var entry : gate.getValue().properties()) {
                String at = "/gates/" + gate.getKey() + "/" + entry.getKey();
                conditions.add(condition(entry.getKey(), entry.getValue(), at));
            }
            all.put(gate.getKey(), conditions);
        }
        return all;
    }

    private GateCondition condition(String name, JsonNode stated, String at) throws MalformedChecklist {
        if (Gate.RULES.contains(name)) {
            throw new MalformedChecklist("profile" + at, YamlTree.line(stated),
                    "profile" + at + ": every gate has a rule of this name; call the condition otherwise");
        }
        JsonNode cel = stated.path("condition");
        Condition condition = compiled(cel, at + "/condition");
        looksUp(condition, "items", "item", items, cel, at);
        looksUp(condition, "controls", "control needed by an item of this profile", controls, cel, at);
        looksUp(condition, "signOffs", "role that this profile asks to sign", roles, cel, at);
        return new GateCondition(name, cel.asString(), stated.path("reason").asString());
    }

    private static Condition compiled(JsonNode cel, String at) throws MalformedChecklist {
        try {
            return Condition.compile(cel.asString());
        } catch (Condition.Unreadable e) {
            throw new MalformedChecklist("profile" + at, YamlTree.line(cel),
                    "profile" + at + ": this is no condition in CEL: " + e.getMessage());
        }
    }

    private static void looksUp(Condition condition, String variable, String kind, Collection<String> all, JsonNode cel,
            String at) throws MalformedChecklist {
        for (String name : condition.named(variable)) {
            ProfileReader.known(kind, name, all, at + "/condition", cel);
        }
    }
}
