package io.countersign.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checklist's versions and profiles, parsed once, at import. One import is several entries in one append, because an entry holds at most
 * 65,535 bytes: a header and as many parts (each at most 48 KiB) as its {@code parts} says, numbered from 1.
 */
public sealed interface ChecklistEvents extends LedgerEvent {

    String checklist();

    @Override
    default String subject() {
        return "checklist/" + checklist();
    }

    @Override
    default List<String> streams() {
        return List.of(subject());
    }

    /**
     * @param version from 1, one more with each import of other bytes
     * @param digest hex SHA-256 of the Markdown's exact bytes, which lie in the evidence store
     * @param size of the Markdown in bytes
     * @param sourceVersion what the document says of its own version, if it does; likewise {@code sourceUpdated}
     */
    @EventType("checklist-imported")
    record ChecklistImported(String checklist, int version, String title, String digest, long size, int items,
            int sections,
            int parts, @Nullable String sourceVersion, @Nullable String sourceUpdated) implements ChecklistEvents {}

    @EventType("checklist-items-listed")
    record ChecklistItemsListed(String checklist, int version, int part, List<Section> sections, List<Item> items)
            implements
                ChecklistEvents {
        public ChecklistItemsListed {
            sections = Lists.copy(sections);
            items = Lists.copy(items);
        }
    }

    /** @param id slugs of the heading path joined with dots; @param level of its heading, 1 to 6; @param line in the source, from 1 */
    record Section(String id, String title, int level, int line) {}

    /**
     * @param id fixed at import
     * @param parent id of the item it is nested under
     * @param section id of the section it stands in; null before any heading
     * @param number of a numbered item, from its list's own start
     * @param checked whether the source had it ticked; it is open in a deployment all the same
     */
    record Item(String id, String text, @Nullable String parent, @Nullable String section, @Nullable Integer number,
            int line,
            boolean checked) {}

    /** What an item or a section counts for. */
    enum RequiredFor {
        @JsonProperty("go-live")
        GO_LIVE, @JsonProperty("close")
        CLOSE, @JsonProperty("rollback")
        ROLLBACK, @JsonProperty("recurring")
        RECURRING;

        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** @param every {@code weekly}, {@code monthly} or {@code quarterly}, for a recurring section */
    record SectionRule(String section, RequiredFor requiredFor, @Nullable String every) {}

    /**
     * What decides a computed item.
     *
     * @param above true: every item above it that counts before or at its own gate
     * @param section all items of this section
     */
    record Computed(boolean above, @Nullable String section) {}

    /**
     * @param controls ids of the controls whose latest check must pass before the item can be completed
     * @param mayBeNotApplicable whether the item may be set aside with a reason
     * @param kind how it is proved: {@code manual}, {@code probe}, {@code report} or {@code computed}
     * @param evidence what proves it, in words
     * @param mappings regulations' clauses it supports, such as {@code AC-6} or {@code CC8.1}
     * @param report the report that decides it, if one can
     */
    record ItemRule(String item, List<String> controls, boolean mayBeNotApplicable, @Nullable Computed computed,
            @Nullable String kind, @Nullable String evidence, List<String> mappings, @Nullable ReportRule report) {
        public ItemRule {
            controls = Lists.copy(controls);
            mappings = Lists.copy(mappings);
        }
    }

    /**
     * Which report decides an item, and by which of its numbers.
     *
     * @param formats such as {@code junit} or {@code cyclonedx}
     * @param measure the number judged, such as {@code line_coverage}
     * @param accept what passes
     * @param named whether a report is judged for this item only when the request names it, because other reports of the format mean other things
     */
    record ReportRule(List<String> formats, String measure, Limit accept, boolean named) {
        public ReportRule {
            formats = Lists.copy(formats);
        }
    }

    /** How a number is judged: {@code below}, {@code at-most}, {@code above} or {@code at-least} a decimal value. */
    record Limit(String is, String value) {}

    /**
     * @param measurement the name measured, such as {@code error_rate}
     * @param accept what passes
     * @param trigger what asks for a rollback; between the two lies degraded
     * @param sustained ISO 8601 duration a breach must last before the trigger opens; null: at once
     */
    record Threshold(String measurement, @Nullable String unit, @Nullable Limit accept, @Nullable Limit trigger,
            @Nullable String sustained) {}

    /** A reason to roll back: measured (by the threshold's measurement) or declared by a person. */
    record Trigger(String id, String title, @Nullable String measurement) {}

    /**
     * The profile: what a checklist's Markdown cannot say.
     *
     * @param profile from 1, one more with each profile of this checklist id
     * @param version of the checklist it is for
     * @param digest hex SHA-256 of the YAML; null when {@code inferred} from the Markdown
     * @param roles that must sign before go-live
     * @param voids roles whose sign-offs a rollback voids
     * @param fields names of the deployment's form fields
     * @param rights action → token roles that may do it, where the profile narrows the defaults
     * @param assumptions values the checklist leaves open and the profile sets, in words
     */
    @EventType("profile-imported")
    record ProfileImported(String checklist, int version, int profile, @Nullable String digest, boolean inferred,
            int parts,
            List<String> roles, List<String> voids, List<String> fields, List<SectionRule> sections,
            List<Threshold> thresholds,
            List<Trigger> triggers, Map<String, List<String>> rights,
            List<String> assumptions) implements ChecklistEvents {
        public ProfileImported {
            roles = Lists.copy(roles);
            voids = Lists.copy(voids);
            fields = Lists.copy(fields);
            sections = Lists.copy(sections);
            thresholds = Lists.copy(thresholds);
            triggers = Lists.copy(triggers);
            rights = Lists.copy(rights);
            assumptions = Lists.copy(assumptions);
        }
    }

    @EventType("profile-items-listed")
    record ProfileItemsListed(String checklist, int profile, int part,
            List<ItemRule> items) implements ChecklistEvents {
        public ProfileItemsListed {
            items = Lists.copy(items);
        }
    }
}
