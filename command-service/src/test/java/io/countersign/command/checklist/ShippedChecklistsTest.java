package io.countersign.command.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.ChecklistEvents.Item;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ShippedChecklistsTest {

    private static ParsedChecklist shipped(String name) throws IOException, MalformedChecklist {
        try (InputStream in = ShippedChecklistsTest.class.getResourceAsStream("/checklists/" + name)) {
            return MarkdownChecklist.parse(Objects.requireNonNull(in, name).readAllBytes());
        }
    }

    @Test
    void ltc_claims_has_151_items() throws IOException, MalformedChecklist {
        ParsedChecklist ltc = shipped("ltc-claims.md");
        assertThat(ltc.items()).hasSize(151);
        assertThat(ltc.items().stream().filter(i -> i.parent() != null)).extracting(Item::id).containsExactly(
                "deployment-phase.service-configuration.systemd-services-created-linux.backend-service-ltc-backend-service",
                "deployment-phase.service-configuration.systemd-services-created-linux.frontend-service-ltc-frontend-service");
        assertThat(ltc.items().stream().filter(i -> i.number() != null)).extracting(Item::number).containsExactly(1, 2,
                3, 4, 5, 6, 7);
        assertThat(ltc.title()).isEqualTo("Production Deployment Checklist");
        assertThat(ltc.sourceVersion()).isEqualTo("1.0.0");
        assertThat(ltc.sourceUpdated()).isEqualTo("2024-10-12");
        assertThat(ltc.recognised().fields()).containsExactly("Deployment Date", "Deployed By", "Production URL",
                "Staging URL", "Snowflake Account", "Additional Notes");
        assertThat(ltc.recognised().contacts()).hasSize(4);
        assertThat(ltc.recognised().procedures()).singleElement().satisfies(p -> {
            assertThat(p.item()).isEqualTo("rollback-procedure.revert-to-previous-version");
            assertThat(p.commands()).hasSize(3);
        });
    }

    @Test
    void upstream_has_73_items() throws IOException, MalformedChecklist {
        ParsedChecklist upstream = shipped("upstream.md");
        assertThat(upstream.items()).hasSize(73);
        assertThat(upstream.items().getFirst().id())
                .isEqualTo("pre-deployment.code-quality.all-tests-pass-python-manage-py-test");
        assertThat(upstream.items()).extracting(Item::id)
                .contains("post-deployment.monitoring.response-times-acceptable-p95-500ms").doesNotHaveDuplicates();
        assertThat(upstream.sourceVersion()).isEqualTo("1.0");
        assertThat(upstream.sourceUpdated()).isEqualTo("February 2026");
        assertThat(upstream.recognised().signOffRoles()).containsExactly("Developer", "Reviewer", "DevOps", "Security");
        assertThat(upstream.recognised().triggers()).extracting(ParsedChecklist.Found::text).containsExactly(
                "Error rate exceeds 1%", "p95 latency exceeds 2 seconds", "Critical security vulnerability discovered",
                "Data integrity issues detected");
        assertThat(upstream.recognised().procedures()).hasSize(3);
    }
}
