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

    /**
     * @param every {@code daily}, {@code weekly}, {@code monthly}, {@code quarterly} or {@code yearly}, for a recurring section
     * @param grace ISO 8601 period such as {@code P2D} after which what fell due counts as missed; null: {@link #GRACE}
     */
    record SectionRule(String section, RequiredFor requiredFor, @Nullable String every, @Nullable String grace) {

        /** How long after it fell due each recurrence may still be met, where a profile says nothing: about a third of its interval. */
        public static final Map<String, String> GRACE = Map.of("daily", "P1D", "weekly", "P2D", "monthly", "P7D",
                "quarterly", "P14D", "yearly", "P30D");

        public SectionRule(String section, RequiredFor requiredFor, @Nullable String every) {
            this(section, requiredFor, every, null);
        }
    }

    /**
     * What decides a computed item.
     *
     * @param above true: every item above it that counts before or at its own gate
     * @param section all items of this section
     */
    record Computed(boolean above, @Nullable String section) {}

    /** One of the ways in which an either/or item may be completed. @param text what is then claimed */
    record Alternative(String id, String text) {}

    /**
     * @param controls ids of the controls whose latest check must pass before the item can be completed
     * @param mayBeNotApplicable whether the item may be set aside with a reason
     * @param kind how it is proved: {@code manual}, {@code probe}, {@code report} or {@code computed}
     * @param evidence what proves it, in words
     * @param mappings regulations' clauses it supports, such as {@code AC-6} or {@code CC8.1}
     * @param report the report that decides it, if one can
     * @param eitherOr what may be claimed by completing it, one of several; the first where the caller names none
     * @param thresholds names of the measurements that judge it
     * @param notifies whom it has to be told to, for an item that is a notification
     */
    record ItemRule(String item, List<String> controls, boolean mayBeNotApplicable, @Nullable Computed computed,
            @Nullable String kind, @Nullable String evidence, List<String> mappings, @Nullable ReportRule report,
            List<Alternative> eitherOr, List<String> thresholds, @Nullable String notifies) {
        public ItemRule {
            controls = Lists.copy(controls);
            mappings = Lists.copy(mappings);
            eitherOr = Lists.copy(eitherOr);
            thresholds = Lists.copy(thresholds);
        }

        /** Without alternatives, thresholds and notification. */
        public ItemRule(String item, List<String> controls, boolean mayBeNotApplicable, @Nullable Computed computed,
                @Nullable String kind, @Nullable String evidence, List<String> mappings,
                @Nullable ReportRule report) {
            this(item, controls, mayBeNotApplicable, computed, kind, evidence, mappings, report, List.of(), List.of(),
                    null);
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

    /** How a number is judged: {@code below}, {@code at-most}, {@code above}, {@code at-least} or {@code equals} a decimal value. */
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
     * A further condition of a gate.
     *
     * @param name under which it stands among the gate's unmet conditions
     * @param condition in CEL, see {@link io.countersign.events.state.Condition}
     * @param reason why the gate stays shut while it does not hold, one sentence
     */
    record GateCondition(String name, String condition, String reason) {}

    /**
     * Ordered steps with their commands.
     *
     * @param id of the procedure, unique in the profile
     * @param section it stands in, if any
     */
    record Procedure(String id, String title, @Nullable String section, List<Step> steps) {
        public Procedure {
            steps = Lists.copy(steps);
        }
    }

    /**
     * @param id unique in its procedure
     * @param item the checkbox that is this step, if one is
     * @param when the condition under which it is done, in words; null: always
     */
    record Step(String id, String title, @Nullable String item, @Nullable String when, List<Command> commands) {
        public Step {
            commands = Lists.copy(commands);
        }
    }

    /**
     * @param run as it is typed; {@code <name>} stands for a value to be given, one of {@code parameters}
     * @param mayExit exit codes that are expected; empty: 0
     */
    record Command(String run, List<String> parameters, List<Integer> mayExit) {
        public Command {
            parameters = Lists.copy(parameters);
            mayExit = Lists.copy(mayExit);
        }
    }

    /** Someone to call, by role; names and numbers are personal data and stand elsewhere. */
    record Contact(String role, @Nullable String availability) {}

    /**
     * A piece of the document.
     *
     * @param about id of the item or section it belongs to
     * @param line in the source, from 1
     */
    record Noticed(@Nullable String about, int line, String text) {}

    /**
     * What a document says besides its boxes, read off its wording and shown for confirmation; it decides nothing by itself.
     *
     * @param signOffs roles of the sign-off table, as written
     * @param fields names of the form's fields
     * @param triggers lines under a heading that speaks of triggers
     * @param thresholds what an item's text says in parentheses with a number, such as {@code < 0.1%}
     * @param conditionals items that may not apply, with the words that say so
     * @param recurring headings of recurring maintenance, with the interval
     * @param omitted how many more were seen that did not fit
     */
    @EventType("checklist-recognized")
    record ChecklistRecognized(String checklist, int version, List<Procedure> procedures, List<String> signOffs,
            List<Contact> contacts, List<Noticed> fields, List<Noticed> triggers, List<Noticed> thresholds,
            List<Noticed> conditionals, List<Noticed> recurring, int omitted) implements ChecklistEvents {
        public ChecklistRecognized {
            procedures = Lists.copy(procedures);
            signOffs = Lists.copy(signOffs);
            contacts = Lists.copy(contacts);
            fields = Lists.copy(fields);
            triggers = Lists.copy(triggers);
            thresholds = Lists.copy(thresholds);
            conditionals = Lists.copy(conditionals);
            recurring = Lists.copy(recurring);
        }
    }

    /** The checklist version that a profile is for, so that its import can be answered from its own entry. */
    record Profiled(String digest, int items, int sections) {}

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
     * @param gates {@code go-live} or {@code close} → what it asks for besides what every gate does
     * @param contacts whom to call, by role
     * @param of the checklist version; null in entries older than this member
     * @param fieldTypes field → what its value must be, where it must be more than text: {@code date}, {@code person}, {@code version}, {@code url} or {@code identifier}
     * @param addressable ids of those controls its items need which may be addressed rather than implemented (45 CFR 164.306(d))
     */
    @EventType("profile-imported")
    record ProfileImported(String checklist, int version, int profile, @Nullable String digest, boolean inferred,
            int parts,
            List<String> roles, List<String> voids, List<String> fields, List<SectionRule> sections,
            List<Threshold> thresholds,
            List<Trigger> triggers, Map<String, List<String>> rights,
            List<String> assumptions, Map<String, List<GateCondition>> gates, List<Procedure> procedures,
            List<Contact> contacts, @Nullable Profiled of, List<String> addressable,
            Map<String, String> fieldTypes) implements ChecklistEvents {
        public ProfileImported {
            roles = Lists.copy(roles);
            voids = Lists.copy(voids);
            fields = Lists.copy(fields);
            sections = Lists.copy(sections);
            thresholds = Lists.copy(thresholds);
            triggers = Lists.copy(triggers);
            rights = Lists.copy(rights);
            assumptions = Lists.copy(assumptions);
            gates = Lists.copy(gates);
            procedures = Lists.copy(procedures);
            contacts = Lists.copy(contacts);
            addressable = Lists.copy(addressable);
            fieldTypes = Lists.copy(fieldTypes);
        }

        /** With fields of any text. */
        public ProfileImported(String checklist, int version, int profile, @Nullable String digest, boolean inferred,
                int parts, List<String> roles, List<String> voids, List<String> fields, List<SectionRule> sections,
                List<Threshold> thresholds, List<Trigger> triggers, Map<String, List<String>> rights,
                List<String> assumptions, Map<String, List<GateCondition>> gates, List<Procedure> procedures,
                List<Contact> contacts, @Nullable Profiled of, List<String> addressable) {
            this(checklist, version, profile, digest, inferred, parts, roles, voids, fields, sections, thresholds,
                    triggers, rights, assumptions, gates, procedures, contacts, of, addressable, Map.of());
        }

        /** Without conditions of its own, procedures and contacts. */
        public ProfileImported(String checklist, int version, int profile, @Nullable String digest, boolean inferred,
                int parts, List<String> roles, List<String> voids, List<String> fields, List<SectionRule> sections,
                List<Threshold> thresholds, List<Trigger> triggers, Map<String, List<String>> rights,
                List<String> assumptions) {
            this(checklist, version, profile, digest, inferred, parts, roles, voids, fields, sections, thresholds,
                    triggers, rights, assumptions, Map.of(), List.of(), List.of(), null, List.of());
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
