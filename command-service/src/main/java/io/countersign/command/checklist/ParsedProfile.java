package io.countersign.command.checklist;

import io.countersign.events.ChecklistEvents.Contact;
import io.countersign.events.ChecklistEvents.GateCondition;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.ChecklistEvents.Procedure;
import io.countersign.events.ChecklistEvents.SectionRule;
import io.countersign.events.ChecklistEvents.Threshold;
import io.countersign.events.ChecklistEvents.Trigger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules beside a checklist, checked against its items and sections and against the catalogue of controls.
 *
 * @param digest hex SHA-256 of the YAML's exact bytes; null when inferred
 * @param roles that must sign, in lower case as tokens carry them; likewise {@code voids}
 * @param items rules of the items that have any
 * @param fieldTypes field → what its value must be, where that is more than text
 */
public record ParsedProfile(@Nullable String digest, boolean inferred, List<String> roles, List<String> voids,
        List<String> fields,
        List<SectionRule> sections, List<ItemRule> items, List<Threshold> thresholds, List<Trigger> triggers,
        Map<String, List<String>> rights, List<String> assumptions, Map<String, List<GateCondition>> gates,
        List<Procedure> procedures, List<Contact> contacts, Map<String, String> fieldTypes) {

    public ParsedProfile {
        roles = List.copyOf(roles);
        voids = List.copyOf(voids);
        fields = List.copyOf(fields);
        sections = List.copyOf(sections);
        items = List.copyOf(items);
        thresholds = List.copyOf(thresholds);
        triggers = List.copyOf(triggers);
        rights = Map.copyOf(rights);
        assumptions = List.copyOf(assumptions);
        gates = Map.copyOf(gates);
        procedures = List.copyOf(procedures);
        contacts = List.copyOf(contacts);
        fieldTypes = Map.copyOf(fieldTypes);
    }
}
