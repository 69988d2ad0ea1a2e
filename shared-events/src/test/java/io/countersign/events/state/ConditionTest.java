package io.countersign.events.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.events.ChecklistEvents;
import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.ChecklistItemsListed;
import io.countersign.events.ChecklistEvents.GateCondition;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.ChecklistEvents.ProfileItemsListed;
import io.countersign.events.DeploymentEvents.Artifact;
import io.countersign.events.DeploymentEvents.Band;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.MeasurementRecorded;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.ItemEvents.ItemWaived;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Redactable;
import io.countersign.events.Scope;
import io.countersign.events.state.Gate.Unmet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

    private static final Scope SCOPE = new Scope("d1", "claims", "production", "small", 1);
    private static final Instant T0 = Instant.parse("2026-11-22T20:00:00Z");
    private static final Redactable TEXT = new Redactable("x");
    private static final DeploymentOpened OPENED = new DeploymentOpened(SCOPE, 1, "00", "2.4.0", null, List.of(),
            List.of(new Artifact("web", "sha256:00")), List.of());

    private static Definition definition(GateCondition... conditions) {
        List<ChecklistEvents> events = List.of(
                new ChecklistImported("small", 1, "Small", "00", 10, 2, 0, 1, null, null),
                new ChecklistItemsListed("small", 1, 1, List.of(),
                        List.of(new Item("tests", "Tests", null, null, null, 1, false),
                                new Item("scan", "Scan", null, null, null, 2, false))),
                new ProfileImported("small", 1, 1, null, false, 1, List.of("Reviewer"), List.of(), List.of(), List.of(),
                        List.of(), List.of(), Map.of(), List.of(), Map.of("go-live", List.of(conditions)), List.of(),
                        List.of(), null, List.of()),
                new ProfileItemsListed("small", 1, 1,
                        List.of(new ItemRule("scan", List.of("auth.mfa"), false, null, null, null, List.of(),
                                null))));
        return Definition.of(events, 1, 1).orElseThrow();
    }

    private static List<Unmet> unmet(String condition, LedgerEvent... events) {
        List<Recorded> log = new ArrayList<>(List.of(new Recorded(OPENED, 0, T0, "person/1")));
        for (LedgerEvent event : events) {
            log.add(new Recorded(event, log.size(), T0.plusSeconds(log.size()), "person/2"));
        }
        return Gate.GO_LIVE.unmet(definition(new GateCondition("own-rule", condition, "Not so.")),
                DeploymentState.fold(log), T0.plus(Duration.ofHours(1))).stream()
                .filter(u -> u.rule().equals("own-rule")).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"items['tests'].settled && !items['scan'].derived",
        "items.exists(i, items[i].state == 'waived')",
        "controls['auth.mfa'].outcome == 'missing' && !controls['auth.mfa'].passing", "!signOffs['Reviewer'].signed",
        "measurements['coverage'].value > 80 && measurements['coverage'].band == 'pass'",
        "!('latency' in measurements) || measurements['latency'].value < 1",
        "waivers.all(w, !w.active || w.compensated || w.expires - now < duration('48h'))",
        "deployment.artifacts.all(a, a.digest.startsWith('sha256:')) && size(deployment.artifacts) == 1",
        "deployment.environment == 'production' && deployment.openedBy != items['tests'].by",
        "now > deployment.openedAt && now.getFullYear() == 2026"})
    void a_condition_sees_all_of_a_deployment(String condition) {
        assertThat(unmet(condition, new ItemCompleted(SCOPE, "tests", null, List.of(), null),
                new ItemWaived(SCOPE, "scan", "w1", TEXT, null, T0.plus(Duration.ofDays(1))),
                new MeasurementRecorded(SCOPE, "coverage", "83.5", "%", Band.PASS, null)))
                .isEmpty();
    }

    @Test
    void a_condition_that_does_not_hold_is_listed_under_its_name() {
        assertThat(unmet("items.all(i, items[i].settled)")).containsExactly(
                new Unmet("own-rule", "Not so.", null, null, null));
    }

    @Test
    void a_gate_never_opens_on_a_doubt() {
        assertThat(unmet("measurements['coverage'].value > 80")).singleElement()
                .satisfies(u -> assertThat(u.reason()).startsWith("Not so. (The condition cannot be answered:"));
        assertThat(unmet("items.all(a, items.all(b, items.all(c, items.all(d, items.all(e, items.all(f, "
                + "items.all(g, items.all(h, items.all(i, items.all(j, items.all(k, items.all(l, items.all(m, items.all(n, "
                + "items.all(o, items.all(p, items.all(q, true)))))))))))))))))")).singleElement()
                .satisfies(u -> assertThat(u.reason()).containsIgnoringCase("iteration"));
        assertThat(unmet("1 +")).singleElement().satisfies(u -> assertThat(u.reason()).contains("cannot be read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 + 1", "items['a'].setled", "item['a'].settled", "'a'", "items.all(i, i)", "true &&",
        "deployment.system == 1", "size(items)", "items['a'].settled; true"})
    void what_is_no_condition_is_refused(String cel) {
        assertThatThrownBy(() -> Condition.compile(cel)).isInstanceOf(Condition.Unreadable.class);
    }

    @Test
    void what_is_too_long_or_too_deep_is_refused() {
        assertThatThrownBy(() -> Condition.compile("true" + " && true".repeat(300)))
                .isInstanceOf(Condition.Unreadable.class);
        assertThatThrownBy(() -> Condition.compile("(".repeat(500) + "true" + ")".repeat(500)))
                .isInstanceOf(Condition.Unreadable.class);
        assertThatThrownBy(() -> Condition.compile("[".repeat(900) + "]".repeat(900) + " == []"))
                .isInstanceOf(Condition.Unreadable.class);
    }

    @Test
    void the_names_a_condition_looks_up_are_known() throws Condition.Unreadable {
        Condition condition = Condition.compile("items['a'].settled || 'b' in items && controls['c'].passing"
                + " && items.exists(i, items[i].text == 'd')");
        assertThat(condition.named("items")).containsExactlyInAnyOrder("a", "b");
        assertThat(condition.named("controls")).containsExactly("c");
    }
}
