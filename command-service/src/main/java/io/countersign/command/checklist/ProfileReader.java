package io.countersign.command.checklist;

import io.countersign.command.decision.Nearest;
import io.countersign.command.decision.Right;
import io.countersign.command.ingest.format.Format;
import io.countersign.events.ChecklistEvents.Computed;
import io.countersign.events.ChecklistEvents.Alternative;
import io.countersign.events.ChecklistEvents.Command;
import io.countersign.events.ChecklistEvents.Contact;
import io.countersign.events.ChecklistEvents.Procedure;
import io.countersign.events.ChecklistEvents.Step;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.ChecklistEvents.Limit;
import io.countersign.events.ChecklistEvents.ReportRule;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.ChecklistEvents.Section;
import io.countersign.events.ChecklistEvents.SectionRule;
import io.countersign.events.ChecklistEvents.Threshold;
import io.countersign.events.ChecklistEvents.Trigger;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the schema cannot know: that items, sections, controls and measurements named in a profile exist. */
final class ProfileReader {

    /** Decimal places of a limit, and digits before them; more would be a slip of the pen. */
    private static final int MAX_SCALE = 15;

    private final Set<String> items;
    private final Set<String> sections;
    private final JsonNode root;

    ProfileReader(JsonNode root, ParsedChecklist checklist) {
        this.root = root;
        this.items = checklist.items().stream().map(Item::id).collect(Collectors.toCollection(LinkedHashSet::new));
        this.sections = checklist.sections().stream().map(Section::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    ParsedProfile read(String digest) throws MalformedChecklist {
        List<Threshold> thresholds = thresholds();
        List<String> roles = root.has("roles") ? strings(root.path("roles")) : Profile.ROLES;
        List<ItemRule> rules = itemRules(thresholds);
        return new ParsedProfile(digest, false, roles, strings(root.path("voids")), fields(),
                sectionRules(), rules, thresholds, triggers(thresholds), rights(), strings(root.path("assumptions")),
                new GateReader(items, roles, rules).read(root.path("gates")), procedures(), contacts(), fieldTypes());
    }

    private List<SectionRule> sectionRules() throws MalformedChecklist {
        List<SectionRule> rules = new ArrayList<>();
        for (var entry : root.path("sections").properties()) {
            String id = entry.getKey();
            JsonNode rule = entry.getValue();
            known("section", id, sections, "/sections/" + id, rule);
            rules.add(new SectionRule(id, requiredFor(rule.path("required-for").asString()),
                    optional(rule.path("every")), grace(rule)));
        }
        return rules;
    }

    /** Always written out in the entry, so that a later version's default changes nothing that was agreed. */
    private static @Nullable String grace(JsonNode rule) {
        String given = optional(rule.path("grace"));
        return given != null ? given : SectionRule.GRACE.get(rule.path("every").asString(""));
    }

    private static RequiredFor requiredFor(String label) {
        return Arrays.stream(RequiredFor.values()).filter(r -> r.label().equals(label)).findFirst().orElseThrow();
    }

    private List<ItemRule> itemRules(List<Threshold> thresholds) throws MalformedChecklist {
        List<ItemRule> rules = new ArrayList<>();
        for (var entry : root.path("items").properties()) {
            String id = entry.getKey();
            JsonNode rule = entry.getValue();
            String at = "/items/" + id;
            known("item", id, items, at, rule);
            for (JsonNode control : rule.path("controls")) {
                known("control", control.asString(), ControlCatalogue.shipped().ids(), at + "/controls", control);
            }
            for (JsonNode threshold : rule.path("thresholds")) {
                known("threshold", threshold.asString(), names(root.path("thresholds")), at + "/thresholds", threshold);
            }
            rules.add(new ItemRule(id, strings(rule.path("controls")),
                    rule.path("may-be-not-applicable").asBoolean(false),
                    computed(rule.path("computed"), at), optional(rule.path("kind")), optional(rule.path("evidence")),
                    strings(rule.path("mappings")), report(rule.path("report"), at + "/report", thresholds),
                    alternatives(rule.path("either-or")), strings(rule.path("thresholds")),
                    optional(rule.path("notify"))));
        }
        return rules;
    }

    private static List<Alternative> alternatives(JsonNode eitherOr) {
        return eitherOr.properties().stream().map(a -> new Alternative(a.getKey(), a.getValue().asString())).toList();
    }

    private List<Procedure> procedures() throws MalformedChecklist {
        List<Procedure> procedures = new ArrayList<>();
        for (var entry : root.path("procedures").properties()) {
            JsonNode procedure = entry.getValue();
            String at = "/procedures/" + entry.getKey();
            JsonNode section = procedure.path("section");
            if (!section.isMissingNode()) {
                known("section", section.asString(), sections, at + "/section", section);
            }
            procedures.add(new Procedure(entry.getKey(), procedure.path("title").asString(), optional(section),
                    steps(procedure.path("steps"), at + "/steps")));
        }
        return procedures;
    }

    private List<Step> steps(JsonNode all, String at) throws MalformedChecklist {
        Slug.Ids ids = new Slug.Ids();
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : all) {
            JsonNode item = step.path("item");
            if (!item.isMissingNode()) {
                known("item", item.asString(), items, at + "/" + steps.size() + "/item", item);
            }
            List<Integer> mayExit = new ArrayList<>();
            step.path("may-exit").forEach(code -> mayExit.add(code.asInt()));
            String title = step.path("title").asString();
            steps.add(new Step(ids.unique(Slug.of(title)), title, optional(item), optional(step.path("when")),
                    strings(step.path("run")).stream()
                            .map(run -> new Command(run, Procedures.parameters(run), mayExit)).toList()));
        }
        return steps;
    }

    /** Each is a name, or a name with a type. */
    private List<String> fields() throws MalformedChecklist {
        List<String> fields = new ArrayList<>();
        for (JsonNode field : root.path("fields")) {
            String at = "/fields/" + fields.size();
            String name = field.isObject() ? field.path("name").asString() : field.asString();
            if (fields.contains(name)) {
                throw new MalformedChecklist("profile" + at, YamlTree.line(field),
                        "profile" + at + ": the field \"" + name + "\" is there twice", List.of());
            }
            fields.add(name);
        }
        return fields;
    }

    private Map<String, String> fieldTypes() {
        Map<String, String> types = new TreeMap<>();
        root.path("fields").valueStream().filter(f -> !f.path("type").asString("text").equals("text"))
                .forEach(f -> types.put(f.path("name").asString(), f.path("type").asString()));
        return types;
    }

    private List<Contact> contacts() {
        List<Contact> contacts = new ArrayList<>();
        root.path("contacts").forEach(c -> contacts.add(
                new Contact(c.path("role").asString(), optional(c.path("availability")))));
        return contacts;
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }

    private @Nullable Computed computed(JsonNode computed, String at) throws MalformedChecklist {
        if (computed.isMissingNode()) {
            return null;
        }
        JsonNode section = computed.path("section");
        if (!section.isMissingNode()) {
            known("section", section.asString(), sections, at + "/computed/section", section);
        }
        return new Computed(section.isMissingNode(), optional(section));
    }

    private static @Nullable ReportRule report(JsonNode report, String at, List<Threshold> thresholds)
            throws MalformedChecklist {
        if (report.isMissingNode()) {
            return null;
        }
        JsonNode measure = report.path("measure");
        List<String> formats = strings(report.path("formats"));
        for (String format : formats) {
            Format known = Format.named(format).orElseThrow();
            if (!known.measures(measure.asString())) {
                known("measure of " + format, measure.asString(), known.measures(), at + "/measure", measure);
            }
        }
        Limit accept = limit(report.path("accept"), at + "/accept");
        return new ReportRule(formats, measure.asString(),
                accept == null ? acceptOf(measure, formats, thresholds, at) : accept,
                report.path("named").asBoolean(false));
    }

    /** The threshold of the measure's name, where its unit is the one that the report counts in. */
    private static Limit acceptOf(JsonNode measure, List<String> formats, List<Threshold> thresholds, String at)
            throws MalformedChecklist {
        String name = measure.asString();
        List<String> accepting = thresholds.stream().filter(t -> t.accept() != null && formats.stream()
                .allMatch(f -> Format.named(f).orElseThrow().countsIn(t.unit(), name))).map(Threshold::measurement)
                .toList();
        known("threshold that accepts in the report's own unit (give \"accept\" here otherwise)", name, accepting,
                at + "/measure", measure);
        return thresholds.stream().filter(t -> t.measurement().equals(name)).map(Threshold::accept)
                .map(Objects::requireNonNull).findFirst().orElseThrow();
    }

    private List<Threshold> thresholds() throws MalformedChecklist {
        List<Threshold> thresholds = new ArrayList<>();
        for (var entry : root.path("thresholds").properties()) {
            JsonNode threshold = entry.getValue();
            String at = "/thresholds/" + entry.getKey();
            thresholds.add(new Threshold(entry.getKey(), optional(threshold.path("unit")),
                    limit(threshold.path("accept"), at + "/accept"), limit(threshold.path("trigger"), at + "/trigger"),
                    optional(threshold.path("sustained"))));
        }
        return thresholds;
    }

    private static @Nullable Limit limit(JsonNode limit, String at) throws MalformedChecklist {
        if (limit.isMissingNode()) {
            return null;
        }
        var only = limit.properties().iterator().next();
        BigDecimal value = only.getValue().decimalValue();
        if (value.scale() > MAX_SCALE || value.precision() - value.scale() > MAX_SCALE + 1) {
            throw new MalformedChecklist("profile" + at, YamlTree.line(only.getValue()),
                    "profile" + at + ": a limit has at most " + MAX_SCALE + " digits on either side of the point");
        }
        return new Limit(only.getKey(), value.toPlainString());
    }

    private List<Trigger> triggers(List<Threshold> thresholds) throws MalformedChecklist {
        List<String> measured = thresholds.stream().filter(t -> t.trigger() != null).map(Threshold::measurement)
                .toList();
        List<Trigger> triggers = new ArrayList<>();
        for (var entry : root.path("triggers").properties()) {
            JsonNode trigger = entry.getValue();
            JsonNode measurement = trigger.path("measurement");
            if (!measurement.isMissingNode()) {
                known("threshold with a trigger", measurement.asString(), measured,
                        "/triggers/" + entry.getKey() + "/measurement", measurement);
            }
            triggers.add(new Trigger(entry.getKey(), trigger.path("title").asString(), optional(measurement)));
        }
        return triggers;
    }

    private Map<String, List<String>> rights() throws MalformedChecklist {
        Map<String, List<String>> rights = new TreeMap<>();
        for (var entry : root.path("rights").properties()) {
            Right right = Arrays.stream(Right.values()).filter(r -> r.action().equals(entry.getKey())).findFirst()
                    .orElseThrow();
            for (JsonNode role : entry.getValue()) {
                known("role with this right by default (a profile can take from the defaults, never add to them)",
                        role.asString(), right.roles(Map.of()), "/rights/" + entry.getKey(), role);
            }
            rights.put(entry.getKey(), strings(entry.getValue()));
        }
        return rights;
    }

    static void known(String kind, String name, Collection<String> all, String at, JsonNode where)
            throws MalformedChecklist {
        if (!all.contains(name)) {
            throw new MalformedChecklist("profile" + at, YamlTree.line(where),
                    "profile" + at + ": there is no " + kind + " \"" + name + "\"", Nearest.to(name, all));
        }
    }

    private static @Nullable String optional(JsonNode value) {
        return value.isMissingNode() ? null : value.asString();
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(v -> strings.add(v.asString()));
        return strings;
    }
}
