package io.countersign.command.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.countersign.command.checklist.ShippedChecklists.Shipped;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.Noticed;
import io.countersign.events.ChecklistEvents.Procedure;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.state.Definition;
import io.countersign.ledger.hash.Digest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedChecklistsTest {

    private static ParsedChecklist shipped(String id) throws MalformedChecklist {
        return MarkdownChecklist.parse(ShippedChecklists.byId(id).orElseThrow().markdown());
    }

    private static Definition definition(String id) throws MalformedChecklist {
        Shipped shipped = ShippedChecklists.byId(id).orElseThrow();
        ParsedChecklist checklist = shipped(id);
        return Definition.of(ChecklistImport.events(id, 1, 1, checklist, Profile.parse(shipped.profile(), checklist),
                shipped.digest().hex(), shipped.markdown().length), 1, 1).orElseThrow();
    }

    private static long count(Definition definition, RequiredFor gate) {
        return definition.items().stream().filter(i -> definition.requiredFor(i) == gate).count();
    }

    @Test
    void ltc_claims_has_151_items() throws MalformedChecklist {
        ParsedChecklist ltc = shipped("ltc-claims");
        assertThat(ltc.items()).hasSize(151);
        assertThat(ltc.items().stream().filter(i -> i.parent() != null)).extracting(Item::id).containsExactly(
                "deployment-phase.service-configuration.systemd-services-created-linux.backend-service-ltc-backend-service",
                "deployment-phase.service-configuration.systemd-services-created-linux.frontend-service-ltc-frontend-service");
        assertThat(ltc.items().stream().filter(i -> i.number() != null)).extracting(Item::number).containsExactly(1, 2,
                3, 4, 5, 6, 7);
        assertThat(ltc.title()).isEqualTo("Production Deployment Checklist");
        assertThat(ltc.sourceVersion()).isEqualTo("1.0.0");
        assertThat(ltc.sourceUpdated()).isEqualTo("2024-10-12");
        assertThat(ltc.recognised().fields()).extracting(Noticed::text).containsExactly("Deployment Date",
                "Deployed By", "Production URL",
                "Staging URL", "Snowflake Account", "Additional Notes");
        assertThat(ltc.recognised().contacts()).hasSize(4);
        assertThat(ltc.recognised().procedures()).singleElement().satisfies(p -> {
            assertThat(p.steps()).hasSize(7);
            assertThat(p.steps().get(2).item()).isEqualTo("rollback-procedure.revert-to-previous-version");
            assertThat(p.steps().get(2).commands()).hasSize(3);
        });
    }

    @Test
    void upstream_has_73_items() throws MalformedChecklist {
        ParsedChecklist upstream = shipped("upstream");
        assertThat(upstream.items()).hasSize(73);
        assertThat(upstream.items().getFirst().id())
                .isEqualTo("pre-deployment.code-quality.all-tests-pass-python-manage-py-test");
        assertThat(upstream.items()).extracting(Item::id)
                .contains("post-deployment.monitoring.response-times-acceptable-p95-500ms").doesNotHaveDuplicates();
        assertThat(upstream.sourceVersion()).isEqualTo("1.0");
        assertThat(upstream.sourceUpdated()).isEqualTo("February 2026");
        assertThat(upstream.recognised().signOffs()).containsExactly("Developer", "Reviewer", "DevOps", "Security");
        assertThat(upstream.recognised().triggers()).extracting(Noticed::text).containsExactly(
                "Error rate exceeds 1%", "p95 latency exceeds 2 seconds", "Critical security vulnerability discovered",
                "Data integrity issues detected");
        assertThat(upstream.recognised().procedures()).extracting(Procedure::id, p -> p.steps().size()).containsExactly(
                tuple("database-migrations", 1), tuple("application-deployment", 2), tuple("rollback-steps", 3));
        assertThat(upstream.recognised().procedures().getLast().steps().getLast()).satisfies(step -> {
            assertThat(step.when()).isEqualTo("If database migration needs rollback");
            assertThat(step.commands().getFirst().parameters()).containsExactly("app_name", "previous_migration");
        });
        assertThat(upstream.recognised().thresholds()).extracting(Noticed::text).contains("80%", "< 0.1%",
                "p95 < 500ms", "> 90%", "TLS 1.2+", "15 minutes", "returns 200");
    }

    @Test
    void their_bytes_are_found_by_digest() {
        assertThat(ShippedChecklists.all()).extracting(s -> s.digest().hex()).containsExactly(
                "ae3d81876aeeb9409d06f52bf7194e678e69a4034276e4aaa8cd8d21aa09df70",
                "332aa74f5b71302058f0eb5cabb5577dd23464e845b1e5242e1abe2c1b0e4b5b");
        assertThat(ShippedChecklists.all())
                .allSatisfy(s -> assertThat(ShippedChecklists.byDigest(Digest.sha256(s.markdown()))).contains(s));
        assertThat(ShippedChecklists.byDigest(Digest.sha256(new byte[0]))).isEmpty();
    }

    @Test
    void their_profiles_say_of_every_item_how_it_is_proved() throws MalformedChecklist {
        for (Shipped shipped : ShippedChecklists.all()) {
            Definition definition = definition(shipped.id());
            assertThat(definition.items()).allSatisfy(i -> {
                assertThat(definition.rule(i).kind()).as(i.id()).isNotNull();
                assertThat(definition.rule(i).evidence()).as(i.id()).isNotBlank();
                assertThat("computed".equals(definition.rule(i).kind())).as(i.id()).isEqualTo(definition.derived(i));
            });
        }
    }

    @Test
    void what_their_items_count_for_adds_up() throws MalformedChecklist {
        Definition ltc = definition("ltc-claims");
        Definition upstream = definition("upstream");
        assertThat(Stream.of(RequiredFor.values()).map(g -> count(ltc, g))).containsExactly(114L, 12L, 7L, 18L);
        assertThat(Stream.of(RequiredFor.values()).map(g -> count(upstream, g))).containsExactly(37L, 32L, 4L, 0L);
        assertThat(Stream.of(ltc, upstream).flatMap(d -> d.items().stream().filter(i -> !d.derived(i))
                .filter(i -> d.requiredFor(i) != RequiredFor.RECURRING))).hasSize(203);
        assertThat(ltc.rollbackSteps()).hasSize(7);
    }

    @Test
    void their_computed_items_wait_for_the_right_ones() throws MalformedChecklist {
        Definition ltc = definition("ltc-claims");
        Item all = ltc.matching("final-checks.all-checklist-items-above-completed").getFirst();
        Item healthy = ltc.matching("go-live.health-checks-passing").getFirst();
        assertThat(ltc.awaited(all)).hasSize(108);
        assertThat(ltc.awaited(healthy)).extracting(Item::line).containsExactly(95, 96, 97, 98, 99);
    }

    @Test
    void each_safeguard_of_upstream_requires_its_control() throws MalformedChecklist {
        Definition upstream = definition("upstream");
        for (String section : List.of("hipaa-compliance", "security-headers", "authentication")) {
            assertThat(upstream.items()).filteredOn(i -> ("security-checklist." + section).equals(i.section()))
                    .isNotEmpty().allSatisfy(i -> assertThat(upstream.rule(i).controls()).as(i.id()).hasSize(1));
        }
        assertThat(upstream.controls(RequiredFor.GO_LIVE)).hasSize(13);
        assertThat(definition("ltc-claims").controls(RequiredFor.GO_LIVE)).hasSize(8);
    }
}
