package io.countersign.command.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.checklist.ControlCatalogue.Control;
import io.countersign.command.checklist.ControlCatalogue.Mapping;
import io.countersign.command.checklist.ControlCatalogue.Requirement;
import io.countersign.command.checklist.ShippedChecklists.Shipped;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.state.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The catalogue against what it says of itself, and against the shipped profiles: what an item supports, its control is mapped to. */
class ControlMappingsTest {

    private static final ControlCatalogue CATALOGUE = ControlCatalogue.shipped();
    private static final List<String> SAFEGUARDED = List.of("security-checklist.hipaa-compliance",
            "security-checklist.security-headers", "security-checklist.authentication",
            "pre-deployment-phase.security");
    /** How each framework numbers its clauses. */
    private static final Map<String, String> CLAUSES = Map.of("hipaa",
            "164\\.3(08|12|16)\\([a-e]\\)(\\(\\d\\))?(\\([ivx]+\\))?(\\([A-D]\\))?",
            "nist-800-53r5", "[A-Z]{2}-\\d{1,2}(\\(\\d\\))?", "soc2", "(CC[1-9]|A1)\\.\\d{1,2}", "iso-27001",
            "A\\.[5-8]\\.\\d{1,2}", "asvs", "\\d{1,2}\\.\\d{1,2}\\.\\d{1,2}", "pci-dss",
            "\\d{1,2}\\.\\d\\.\\d(\\.\\d)?",
            "21-cfr-11", "11\\.\\d{2,3}(\\([a-k]\\))?");

    private static Definition definition(Shipped shipped) throws MalformedChecklist {
        ParsedChecklist checklist = MarkdownChecklist.parse(shipped.markdown());
        return Definition.of(ChecklistImport.events(shipped.id(), 1, 1, checklist,
                Profile.parse(shipped.profile(), checklist), shipped.digest().hex(), shipped.markdown().length), 1, 1)
                .orElseThrow();
    }

    @Test
    void every_mapping_is_a_clause_of_its_framework() {
        for (Control control : CATALOGUE.all()) {
            assertThat(control.mappings()).as(control.id()).isNotEmpty().doesNotHaveDuplicates()
                    .allSatisfy(m -> assertThat(m.clause()).as(m.framework())
                            .matches(CLAUSES.getOrDefault(m.framework(), "no such framework")));
        }
    }

    /** Addressable as a whole is what has no required specification behind it; what only supports others is named by none. */
    @Test
    void a_controls_requirement_follows_from_its_clauses() {
        for (Control control : CATALOGUE.all()) {
            List<String> relations = control.mappings().stream().filter(m -> m.framework().equals("hipaa"))
                    .map(Mapping::relation).toList();
            assertThat(control.requirement()).as(control.id()).isEqualTo(relations.contains("required")
                    ? Requirement.REQUIRED
                    : relations.contains("addressable") ? Requirement.ADDRESSABLE : Requirement.SUPPORTING);
        }
    }

    @Test
    void every_item_of_the_safeguards_needs_a_control_that_is_mapped_to_all_the_item_supports() throws Exception {
        int safeguarded = 0;
        for (Shipped shipped : ShippedChecklists.all()) {
            Definition definition = definition(shipped);
            for (Item item : definition.items()) {
                if (item.section() != null && SAFEGUARDED.contains(item.section())) {
                    safeguarded++;
                    assertThat(definition.rule(item).controls()).as(item.id()).isNotEmpty();
                    assertThat(unmapped(definition, item)).as(item.id()).isEmpty();
                }
            }
        }
        assertThat(safeguarded).isEqualTo(13 + 8);
    }

    @Test
    void every_control_that_any_item_names_is_in_the_catalogue_and_the_profile_says_which_are_addressable()
            throws Exception {
        var addressable = new TreeSet<String>();
        for (Shipped shipped : ShippedChecklists.all()) {
            Definition definition = definition(shipped);
            definition.items().forEach(i -> assertThat(CATALOGUE.ids()).containsAll(definition.rule(i).controls()));
            addressable.addAll(definition.profile().addressable());
        }
        assertThat(addressable).containsExactly("auth.password-policy", "auth.session-management",
                "hipaa.encryption-at-rest", "hipaa.session-timeout", "secrets.not-in-code");
    }

    /** Clauses an item supports that none of its controls is mapped to; a HIPAA clause is met by a part of it. */
    private static List<String> unmapped(Definition definition, Item item) {
        List<String> known = new ArrayList<>();
        for (String id : definition.rule(item).controls()) {
            CATALOGUE.find(id).orElseThrow().mappings().stream().map(ControlMappingsTest::asItemsWriteIt)
                    .forEach(known::add);
        }
        return definition.rule(item).mappings().stream()
                .filter(m -> known.stream().noneMatch(k -> k.equals(m) || m.startsWith("164.") && k.startsWith(m)))
                .toList();
    }

    private static String asItemsWriteIt(Mapping mapping) {
        return switch (mapping.framework()) {
            case "asvs" -> "ASVS " + mapping.clause();
            case "pci-dss" -> "PCI " + mapping.clause();
            default -> mapping.clause();
        };
    }
}
