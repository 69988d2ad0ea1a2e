package io.countersign.command.checklist;

import io.countersign.command.checklist.ParsedChecklist.Recognised;
import io.countersign.command.decision.FieldType;
import io.countersign.events.ChecklistEvents.Alternative;
import io.countersign.events.ChecklistEvents.Computed;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.ChecklistEvents.Noticed;
import io.countersign.events.ChecklistEvents.SectionRule;
import io.countersign.events.ChecklistEvents.Threshold;
import io.countersign.events.ChecklistEvents.Trigger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Guesses at a profile from how checklists are commonly worded. What is guessed is listed among the assumptions, so that nobody takes it for something
 * the checklist says; a profile of one's own replaces it.
 */
final class ProfileInference {

    private static final Pattern ALL_ABOVE = Pattern
            .compile("all (checklist )?(items|steps|checks) above( are)?( completed| complete| done| checked)?\\W*",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern EITHER_OR = Pattern.compile("(.+) \\(or (.+)\\)\\W*", Pattern.CASE_INSENSITIVE);
    private static final int MAX_THRESHOLDS = 60;
    private static final int MAX_TRIGGERS = 30;
    private static final int MAX_OTHERS = 50;
    private static final int MAX_QUOTE = 120;
    private static final int MAX_EITHER_OR = 300;

    private final ParsedChecklist checklist;
    private final Recognised seen;
    private final List<String> assumptions = new ArrayList<>();
    private final Map<String, Threshold> thresholds = new LinkedHashMap<>();
    private final Map<String, String> judged = new LinkedHashMap<>();

    private ProfileInference(ParsedChecklist checklist, Recognised seen) {
        this.checklist = checklist;
        this.seen = seen;
        assumptions.add(
                "No profile was given: what each section counts for is inferred from its heading, go-live where none tells.");
    }

    static ParsedProfile of(ParsedChecklist checklist) {
        return new ProfileInference(checklist, checklist.recognised()).infer();
    }

    /** From headings and boxes alone, for a document whose further rules are too long for one entry. */
    static ParsedProfile lean(ParsedChecklist checklist) {
        Recognised all = checklist.recognised();
        ProfileInference lean = new ProfileInference(checklist, new Recognised(List.of(), all.signOffs(), List.of(),
                List.of(), List.of(), List.of(), all.conditionals(), List.of(), 0));
        lean.assumptions.add("Its procedures, thresholds, triggers and form fields are too many to be inferred.");
        return lean.infer();
    }

    private ParsedProfile infer() {
        List<SectionRule> sections = SectionInference.of(checklist.sections());
        List<String> roles = roles();
        List<Trigger> triggers = triggers();
        itemThresholds();
        if (sections.stream().anyMatch(s -> s.every() != null)) {
            assumptions
                    .add("Recurring sections are recognised by their headings; each recurrence has the usual grace.");
        }
        List<String> fields = seen.fields().stream().map(Noticed::text).filter(f -> f.length() <= 64).distinct()
                .limit(MAX_OTHERS).toList();
        if (!fields.isEmpty()) {
            assumptions.add("The lines that end in a colon are the deployment's form: "
                    + quoted(String.join(", ", fields)) + ".");
        }
        if (!seen.procedures().isEmpty()) {
            assumptions.add("Command blocks and numbered lines are procedures; no command is expected to fail.");
        }
        Map<String, String> types = fieldTypes(fields);
        return new ParsedProfile(null, true, roles, List.of(), fields, sections, items(),
                List.copyOf(thresholds.values()), triggers, Map.of(), assumptions, Map.of(), seen.procedures(),
                seen.contacts().stream().limit(MAX_OTHERS).toList(), types);
    }

    private Map<String, String> fieldTypes(List<String> fields) {
        Map<String, String> types = new TreeMap<>();
        for (String field : fields) {
            FieldType type = FieldType.inferred(field);
            if (type != FieldType.TEXT) {
                types.put(field, type.label());
            }
        }
        if (!types.isEmpty()) {
            assumptions.add("Fields are of the type that their names say: " + quoted(types.entrySet().stream()
                    .map(t -> t.getKey() + " is a " + t.getValue()).collect(Collectors.joining(", "))) + ".");
        }
        return types;
    }

    private List<ItemRule> items() {
        Set<String> conditional = seen.conditionals().stream().map(Noticed::about).collect(Collectors.toSet());
        List<ItemRule> rules = new ArrayList<>();
        for (Item item : checklist.items()) {
            boolean above = ALL_ABOVE.matcher(item.text()).matches();
            String threshold = judged.get(item.id());
            List<Alternative> eitherOr = alternatives(item.text());
            if (above || threshold != null || conditional.contains(item.id())) {
                rules.add(new ItemRule(item.id(), List.of(), conditional.contains(item.id()),
                        above ? new Computed(true, null) : null, above ? "computed" : null, null, List.of(), null,
                        eitherOr,
                        threshold == null ? List.of() : List.of(threshold), null));
            }
        }
        return rules;
    }

    private static List<Alternative> alternatives(String text) {
        Matcher found = EITHER_OR.matcher(text);
        if (text.length() > MAX_EITHER_OR || !found.matches()) {
            return List.of();
        }
        Slug.Ids ids = new Slug.Ids();
        return List.of(found.group(1), found.group(2)).stream()
                .map(t -> new Alternative(ids.unique(Slug.of(t)), t)).toList();
    }

    private void itemThresholds() {
        Map<String, String> texts = checklist.items().stream().collect(Collectors.toMap(Item::id, Item::text));
        for (Noticed each : seen.thresholds()) {
            String text = texts.getOrDefault(String.valueOf(each.about()), "");
            InferredThreshold.of(each.text(), text).filter(_ -> thresholds.size() < MAX_THRESHOLDS)
                    .ifPresent(found -> judge(String.valueOf(each.about()), text, found));
        }
    }

    private void judge(String item, String text, Threshold found) {
        Threshold named = found;
        for (int n = 2; thresholds.containsKey(named.measurement()); n++) {
            named = new Threshold(found.measurement() + "_" + n, found.unit(), found.accept(), null, null);
        }
        thresholds.put(named.measurement(), named);
        judged.put(item, named.measurement());
        assumptions
                .add("'" + quoted(text) + "' is judged by the measurement " + named.measurement() + ": " + words(named)
                        + ".");
    }

    private static String words(Threshold threshold) {
        var limit = threshold.accept() != null ? threshold.accept() : threshold.trigger();
        return limit == null
                ? ""
                : limit.is().replace('-', ' ') + " " + limit.value()
                        + (threshold.unit() == null ? "" : " " + threshold.unit());
    }

    private List<Trigger> triggers() {
        Slug.Ids ids = new Slug.Ids();
        Set<String> seenTitles = new HashSet<>();
        List<Trigger> triggers = new ArrayList<>();
        for (Noticed each : seen.triggers()) {
            String id = Slug.of(each.text()).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
            if (triggers.size() < MAX_TRIGGERS && seenTitles.add(each.text()) && !id.isEmpty()) {
                Threshold measured = InferredThreshold.ofTrigger(each.text()).orElse(null);
                if (measured != null && !thresholds.containsKey(measured.measurement())) {
                    thresholds.put(measured.measurement(), measured);
                    assumptions.add("'" + quoted(each.text()) + "' is measured by " + measured.measurement() + ": "
                            + words(measured) + ", at once.");
                }
                triggers.add(new Trigger(ids.unique(id.length() > 60 ? id.substring(0, 60) : id), each.text(),
                        measured == null ? null : measured.measurement()));
            }
        }
        return triggers;
    }

    /** The sign-off table's, as far as they are roles of ours. */
    private List<String> roles() {
        List<String> table = seen.signOffs();
        List<String> known = Profile.ROLES.stream().filter(r -> table.stream().anyMatch(r::equalsIgnoreCase)).toList();
        if (known.isEmpty()) {
            assumptions.add(
                    "No sign-off table names a role that can sign: Developer, Reviewer, DevOps and Security are asked for.");
            return Profile.ROLES;
        }
        if (known.size() < table.size()) {
            assumptions.add("The sign-off table also names roles that cannot sign here; they are not asked for.");
        }
        return known;
    }

    private static String quoted(String text) {
        int chars = text.codePointCount(0, text.length());
        return chars > MAX_QUOTE ? text.substring(0, text.offsetByCodePoints(0, MAX_QUOTE)) + "…" : text;
    }
}
