package io.countersign.command.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.checklist.ControlCatalogue.Control;
import io.countersign.command.checklist.ControlCatalogue.Mapping;
import io.countersign.command.checklist.ControlCatalogue.Requirement;
import org.junit.jupiter.api.Test;

class ControlCatalogueTest {

    private static final ControlCatalogue CATALOGUE = ControlCatalogue.shipped();

    @Test
    void every_safeguard_of_both_checklists_is_there() {
        assertThat(CATALOGUE.ids()).hasSize(21).allMatch(id -> id.matches("[a-z]+\\.[a-z-]+"));
    }

    @Test
    void a_control_tells_its_mappings_apart() {
        Control transit = CATALOGUE.find("hipaa.encryption-in-transit").orElseThrow();
        assertThat(transit.requirement()).isEqualTo(Requirement.REQUIRED);
        assertThat(transit.mappings()).contains(new Mapping("hipaa", "164.312(e)(1)", "required"),
                new Mapping("hipaa", "164.312(e)(2)(ii)", "addressable"),
                new Mapping("nist-800-53r5", "SC-8", "published"),
                new Mapping("nist-800-53r5", "SC-8(1)", "closest-fit"), new Mapping("asvs", "12.1.1", "closest-fit"));
    }

    @Test
    void a_safeguard_that_no_specification_names_is_supporting() {
        assertThat(CATALOGUE.all()).filteredOn(c -> c.requirement() == Requirement.SUPPORTING).extracting(Control::id)
                .allMatch(id -> id.startsWith("headers.")).hasSize(4);
    }

    @Test
    void an_unknown_id_has_neighbours() {
        assertThat(CATALOGUE.find("hipaa.encryption")).isEmpty();
        assertThat(CATALOGUE.nearest("hipaa.encryption")).startsWith("hipaa.encryption-at-rest",
                "hipaa.encryption-in-transit");
    }
}
