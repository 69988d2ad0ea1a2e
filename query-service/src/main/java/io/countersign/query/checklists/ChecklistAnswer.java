package io.countersign.query.checklists;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.Procedure;
import io.countersign.events.ChecklistEvents.Noticed;
import io.countersign.events.ChecklistEvents.GateCondition;
import io.countersign.events.ChecklistEvents.ChecklistRecognized;
import io.countersign.events.ChecklistEvents.Contact;
import io.countersign.events.ChecklistEvents.Alternative;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.ChecklistEvents.ReportRule;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.ChecklistEvents.Section;
import io.countersign.events.ChecklistEvents.SectionRule;
import io.countersign.events.ChecklistEvents.Threshold;
import io.countersign.events.ChecklistEvents.Trigger;
import io.countersign.events.state.Definition;
import io.countersign.query.answer.Person;
import io.countersign.query.answer.Snapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of a checklist.
 *
 * @param digest     hex SHA-256 of its exact bytes
 * @param items      how many checkboxes it has
 * @param definition each of them, in document order; left out in lists
 * @param recognized what else the document says as far as it was recognised, to be confirmed by a profile; left out in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChecklistAnswer(String id, int version, List<Integer> versions, String title, String digest, long size,
        int items,
        List<Part> sections, Profile profile, @Nullable String sourceVersion, @Nullable String sourceUpdated,
        Instant importedAt, @Nullable Person importedBy, @Nullable List<Line> definition,
        @Nullable Recognized recognized, @Nullable Long position, @Nullable String checkpoint) {

    /** @param requiredFor what its items count for, unless an inner section says otherwise */
    record Part(String id, String title, int level, int line, RequiredFor requiredFor, @Nullable String every,
            @Nullable String grace) {}

    /**
     * @param inferred from the Markdown, since nobody gave one
     * @param gates conditions that a gate has besides what every gate asks for, by the gate's name
     * @param assumptions values that the checklist leaves open and the profile sets
     */
    record Profile(int version, boolean inferred, @Nullable String digest, List<String> roles, List<String> voids,
            List<String> fields, Map<String, String> fieldTypes, List<Threshold> thresholds, List<Trigger> triggers,
            Map<String, List<GateCondition>> gates, List<Procedure> procedures, List<Contact> contacts,
            Map<String, List<String>> rights, List<String> assumptions) {}

    /** @param omitted how many more were seen than are shown */
    record Recognized(List<Procedure> procedures, List<String> signOffs, List<Contact> contacts, List<Noticed> fields,
            List<Noticed> triggers, List<Noticed> thresholds, List<Noticed> conditionals, List<Noticed> recurring,
            int omitted) {

        static Recognized of(ChecklistRecognized r) {
            return new Recognized(r.procedures(), r.signOffs(), r.contacts(), r.fields(), r.triggers(), r.thresholds(),
                    r.conditionals(), r.recurring(), r.omitted());
        }
    }

    /** @param checked whether the source has it ticked; it is open in a deployment all the same */
    record Line(String id, String text, @Nullable String section, @Nullable String parent, @Nullable Integer number,
            int line, boolean checked, RequiredFor requiredFor, boolean derived, List<String> controls,
            boolean mayBeNotApplicable, @Nullable String kind, @Nullable String evidence, List<String> mappings,
            List<Alternative> eitherOr, List<String> thresholds, @Nullable String notifies,
            @Nullable ReportRule report) {}

    static ChecklistAnswer of(Definition d, ChecklistsView.Row row, List<Integer> versions, @Nullable Snapshot whole) {
        ChecklistImported c = d.checklist();
        List<Line> lines = whole == null ? null : d.items().stream().map(i -> line(d, i)).toList();
        return new ChecklistAnswer(c.checklist(), c.version(), versions, c.title(), c.digest(), c.size(), c.items(),
                d.sections().stream().map(s -> part(d, s)).toList(), profile(d.profile()), c.sourceVersion(),
                c.sourceUpdated(), row.importedAt(), Person.of(row.importedBy()), lines,
                whole == null ? null : d.recognized().map(Recognized::of).orElse(null),
                whole == null ? null : whole.position(), whole == null ? null : whole.checkpoint());
    }

    private static Profile profile(ProfileImported p) {
        return new Profile(p.profile(), p.inferred(), p.digest(), p.roles(), p.voids(), p.fields(), p.fieldTypes(),
                p.thresholds(),
                p.triggers(), p.gates(), p.procedures(), p.contacts(), p.rights(), p.assumptions());
    }

    private static Part part(Definition d, Section s) {
        SectionRule rule = d.profile().sections().stream()
                .filter(r -> r.section().isEmpty() || s.id().equals(r.section())
                        || s.id().startsWith(r.section() + "."))
                .max(Comparator.comparingInt(r -> r.section().length())).orElse(null);
        return new Part(s.id(), s.title(), s.level(), s.line(), rule == null ? RequiredFor.GO_LIVE : rule.requiredFor(),
                rule == null ? null : rule.every(), rule == null ? null : rule.grace());
    }

    private static Line line(Definition d, Item i) {
        ItemRule rule = d.rule(i);
        return new Line(i.id(), i.text(), i.section(), i.parent(), i.number(), i.line(), i.checked(),
                d.requiredFor(i), d.derived(i), rule.controls(), rule.mayBeNotApplicable(), rule.kind(),
                rule.evidence(), rule.mappings(), rule.eitherOr(), rule.thresholds(), rule.notifies(),
                rule.report());
    }
}
