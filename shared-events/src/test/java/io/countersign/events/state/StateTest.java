package io.countersign.events.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.ChecklistEvents;
import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.ChecklistItemsListed;
import io.countersign.events.ChecklistEvents.Computed;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.ChecklistEvents.ProfileItemsListed;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.ChecklistEvents.SectionRule;
import io.countersign.events.ControlEvents.ControlChecked;
import io.countersign.events.DeploymentEvents.Band;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.DeploymentEvents.MeasurementRecorded;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.ItemEvents.ItemFailed;
import io.countersign.events.ItemEvents.ItemNotApplicable;
import io.countersign.events.ItemEvents.ItemReopened;
import io.countersign.events.ItemEvents.ItemWaived;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Outcome;
import io.countersign.events.Redactable;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackVerified;
import io.countersign.events.Scope;
import io.countersign.events.SafeguardEvents.ControlDecided;
import io.countersign.events.SignOffEvents.SignOffLapsed;
import io.countersign.events.SignOffEvents.SignedOff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateTest {

    private static final Scope SCOPE = new Scope("d1", "claims", "production", "small", 1);
    private static final Instant T0 = Instant.parse("2026-11-22T20:00:00Z");
    private static final Redactable TEXT = new Redactable("x");

    private static final List<ChecklistEvents> CHECKLIST = List.of(
            new ChecklistImported("small", 1, "Small", "00", 10, 7, 3, 1, null, null),
            new ChecklistItemsListed("small", 1, 1, List.of(),
                    List.of(item("before.tests-pass", null, 1), item("before.services", null, 2),
                            item("before.services.backend", "before.services", 3),
                            item("before.services.frontend", "before.services", 4),
                            item("before.all-above", null, 5), item("after.smoke", null, 6),
                            item("back.revert", null, 7))),
            new ProfileImported("small", 1, 1, null, true, 1, List.of("Reviewer"), List.of("Reviewer"), List.of(),
                    List.of(new SectionRule("after", RequiredFor.CLOSE, null),
                            new SectionRule("back", RequiredFor.ROLLBACK, null)),
                    List.of(), List.of(), Map.of(), List.of(), Map.of(), List.of(), List.of(), null,
                    List.of("hipaa.session-timeout")),
            new ProfileItemsListed("small", 1, 1, List.of(rule("before.all-above", List.of(), new Computed(true, null)),
                    rule("before.tests-pass", List.of("hipaa.audit-controls"), null),
                    rule("after.smoke", List.of("hipaa.session-timeout"), null))));

    private static final Definition DEFINITION = Definition.of(CHECKLIST, 1, 1).orElseThrow();

    private final List<Recorded> log = new ArrayList<>();
    private @Nullable ItemStates stepwise;

    @Test
    void a_parent_waits_for_its_children_and_a_computed_item_for_all_above() {
        happened(opened(), done("before.tests-pass"), done("before.services.backend"));
        assertThat(stateOf("before.services")).isEqualTo(ItemState.OPEN);
        happened(done("before.services.frontend"));
        assertThat(stateOf("before.services")).isEqualTo(ItemState.COMPLETED);
        assertThat(stateOf("before.all-above")).isEqualTo(ItemState.COMPLETED);
        happened(new ItemReopened(SCOPE, "before.services.frontend", null));
        assertThat(stateOf("before.all-above")).isEqualTo(ItemState.OPEN);
    }

    @Test
    void a_waiver_settles_an_item_until_the_very_instant_it_expires() {
        Instant expiry = T0.plus(Duration.ofDays(1));
        happened(opened(), new ItemFailed(SCOPE, "after.smoke", null, List.of(), null),
                new ItemWaived(SCOPE, "after.smoke", "w1", TEXT, null, expiry));
        assertThat(stateOf("after.smoke", expiry.minusNanos(1))).isEqualTo(ItemState.WAIVED);
        assertThat(stateOf("after.smoke", expiry)).isEqualTo(ItemState.FAILED);
    }

    @Test
    void reopening_takes_a_waiver_back() {
        happened(opened(), new ItemWaived(SCOPE, "after.smoke", "w1", TEXT, null, T0.plusSeconds(999)),
                new ItemReopened(SCOPE, "after.smoke", TEXT));
        assertThat(stateOf("after.smoke")).isEqualTo(ItemState.OPEN);
    }

    @Test
    void the_gate_names_every_unmet_condition_and_opens_when_none_is_left() {
        happened(opened(), new TriggerOpened(SCOPE, "error-rate", "error_rate", "0.02"));
        assertThat(rules(Gate.GO_LIVE)).containsExactly("item-settled before.tests-pass",
                "item-settled before.services",
                "item-settled before.services.backend", "item-settled before.services.frontend",
                "item-settled before.all-above",
                "control-passing hipaa.audit-controls", "signed-off Reviewer", "no-open-trigger -");
        log.clear();
        happened(opened(), checked(Outcome.PASS), done("before.tests-pass"), done("before.services.backend"),
                new ItemNotApplicable(SCOPE, "before.services.frontend", TEXT), signed());
        assertThat(rules(Gate.GO_LIVE)).isEmpty();
    }

    @Test
    void a_control_that_fails_after_its_item_was_completed_closes_the_gate_again() {
        happened(opened(), checked(Outcome.PASS), done("before.tests-pass"), checked(Outcome.INCONCLUSIVE));
        assertThat(rules(Gate.GO_LIVE)).contains("control-passing hipaa.audit-controls");
    }

    @Test
    void a_lapsed_sign_off_does_not_count() {
        happened(opened(), signed(), new SignOffLapsed(SCOPE, "Reviewer", "s1", "item-reopened", "before.tests-pass"));
        assertThat(rules(Gate.GO_LIVE)).contains("signed-off Reviewer");
    }

    @Test
    void closing_waits_for_the_review_of_an_emergency() {
        happened(opened(), done("after.smoke"), decided(false),
                new DeploymentWentLive(SCOPE, true, TEXT, List.of(), List.of(), T0));
        assertThat(rules(Gate.CLOSE)).containsExactly("emergency-reviewed -");
    }

    @Test
    void an_addressable_control_is_checked_or_decided_about_and_what_stands_in_its_place_holds_no_gate_shut() {
        happened(opened(), done("after.smoke"),
                new DeploymentWentLive(SCOPE, false, null, List.of(), List.of(), null));
        long position = state().position();
        assertThat(rules(Gate.CLOSE)).containsExactly("addressable-decided hipaa.session-timeout");
        happened(decided(true));
        assertThat(rules(Gate.CLOSE)).containsExactly("control-passing hipaa.session-timeout");
        happened(decided(false));
        assertThat(rules(Gate.CLOSE)).isEmpty();
        assertThat(state().position()).isEqualTo(position);
        happened(checked("hipaa.session-timeout", Outcome.FAIL));
        assertThat(rules(Gate.CLOSE)).isEmpty();
        happened(decided(true));
        assertThat(rules(Gate.CLOSE)).containsExactly("control-passing hipaa.session-timeout");
    }

    @Test
    void a_required_control_is_never_decided_away() {
        happened(opened(), new ControlDecided("claims", "production", "hipaa.audit-controls", false, TEXT, TEXT));
        assertThat(rules(Gate.GO_LIVE)).contains("control-passing hipaa.audit-controls");
    }

    @Test
    void closing_after_a_rollback_asks_for_the_rollbacks_items_instead() {
        happened(opened(), new RollbackDeclared(SCOPE, null, TEXT, List.of()));
        assertThat(rules(Gate.CLOSE)).containsExactly("phase -", "item-settled back.revert");
        happened(new RollbackVerified(SCOPE, Outcome.FAIL, null, List.of()));
        assertThat(state().phase()).isEqualTo(Phase.ROLLING_BACK);
        happened(new RollbackVerified(SCOPE, Outcome.PASS, null, List.of()), done("back.revert"));
        assertThat(rules(Gate.CLOSE)).isEmpty();
    }

    @Test
    void a_breach_lasts_from_its_first_value_until_one_lies_elsewhere() {
        happened(opened(), measured(Band.TRIGGER), measured(Band.TRIGGER));
        assertThat(breachedSince()).isEqualTo(T0.plusSeconds(1));
        happened(measured(Band.DEGRADED), measured(Band.TRIGGER));
        assertThat(breachedSince()).isEqualTo(T0.plusSeconds(4));
    }

    @Test
    void an_unambiguous_suffix_finds_an_item() {
        assertThat(DEFINITION.matching("frontend")).extracting(Item::id).containsExactly("before.services.frontend");
        assertThat(DEFINITION.matching("before.services")).hasSize(1);
        assertThat(DEFINITION.matching("e")).hasSizeGreaterThan(1);
        assertThat(DEFINITION.matching("nothing")).isEmpty();
    }

    @Test
    void the_same_state_makes_the_same_statement() {
        happened(opened(), checked(Outcome.PASS), done("before.tests-pass"));
        String statement = Statement.of(DEFINITION, state(), T0);
        assertThat(statement).isEqualTo(Statement.of(DEFINITION, state(), T0)).contains("\"position\":\"2\"",
                "\"before.tests-pass\":\"completed\"", "\"hipaa.audit-controls\":\"pass\"");
        happened(measured(Band.TRIGGER));
        assertThat(Statement.of(DEFINITION, state(), T0)).as("a measurement is not covered").isEqualTo(statement);
        happened(new ItemReopened(SCOPE, "before.tests-pass", null));
        assertThat(Statement.of(DEFINITION, state(), T0)).isNotEqualTo(statement);
    }

    private void happened(LedgerEvent... events) {
        for (LedgerEvent event : events) {
            log.add(new Recorded(event, log.size(), T0.plusSeconds(log.size()), "person/p1"));
            requireSameStepByStep();
        }
    }

    /** Whatever happens in any of these tests: states followed event by event are those looked at from scratch. */
    private void requireSameStepByStep() {
        Recorded last = log.getLast();
        stepwise = stepwise == null ? ItemStates.at(last.time(), DEFINITION, state()) : stepwise.next(last, state());
        ItemStates scratch = ItemStates.at(last.time(), DEFINITION, state());
        for (Item item : DEFINITION.items()) {
            assertThat(stepwise.of(item)).as(item.id()).isEqualTo(scratch.of(item));
        }
    }

    private DeploymentState state() {
        return DeploymentState.fold(log);
    }

    private ItemState stateOf(String item) {
        return stateOf(item, T0);
    }

    private ItemState stateOf(String item, Instant at) {
        return ItemStates.at(at, DEFINITION, state()).of(DEFINITION.matching(item).getFirst());
    }

    private List<String> rules(Gate gate) {
        return gate.unmet(DEFINITION, state(), T0).stream().map(u -> u.rule() + " " + about(u)).toList();
    }

    private static String about(Gate.Unmet unmet) {
        return unmet.item() != null
                ? unmet.item()
                : unmet.role() != null ? unmet.role() : unmet.control() != null ? unmet.control() : "-";
    }

    private @Nullable Instant breachedSince() {
        return java.util.Objects.requireNonNull(state().measurements().byName().get("error_rate")).breachedSince();
    }

    private static Item item(String id, @Nullable String parent, int line) {
        return new Item(id, id, parent, id.substring(0, id.indexOf('.')), null, line, false);
    }

    private static ItemRule rule(String item, List<String> controls, @Nullable Computed computed) {
        return new ItemRule(item, controls, false, computed, null, null, List.of(), null);
    }

    private static DeploymentOpened opened() {
        return new DeploymentOpened(SCOPE, 1, "00", "1.0", null, List.of(), List.of(), List.of());
    }

    private static ItemCompleted done(String item) {
        return new ItemCompleted(SCOPE, item, null, List.of(), null);
    }

    private static ControlChecked checked(Outcome outcome) {
        return checked("hipaa.audit-controls", outcome);
    }

    private static ControlChecked checked(String control, Outcome outcome) {
        return new ControlChecked(SCOPE, control, outcome, "manual", null, null, List.of(), null);
    }

    private static ControlDecided decided(boolean implemented) {
        return new ControlDecided("claims", "production", "hipaa.session-timeout", implemented, TEXT,
                implemented ? null : TEXT);
    }

    private static SignedOff signed() {
        return new SignedOff(SCOPE, "Reviewer", "s1", TEXT, "bearer", "00", 3);
    }

    private static MeasurementRecorded measured(Band band) {
        return new MeasurementRecorded(SCOPE, "error_rate", "0.02", null, band, null);
    }
}
