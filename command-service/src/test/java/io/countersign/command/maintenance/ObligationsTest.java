package io.countersign.command.maintenance;

import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.Situation;
import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.ChecklistItemsListed;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.ChecklistEvents.SectionRule;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.LedgerEvent;
import io.countersign.events.MaintenanceEvents.ObligationEnded;
import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What begins and ends when one release after another goes live. */
class ObligationsTest {

    private static final SectionRule WEEKLY = new SectionRule("often", RequiredFor.RECURRING, "weekly");
    private static final SectionRule MONTHLY = new SectionRule("often", RequiredFor.RECURRING, "monthly");

    private final List<Recorded> log = new ArrayList<>();
    private Instant now = START;

    @Test
    void what_recurs_begins_with_the_first_release_and_goes_on_with_the_next() {
        assertThat(goesLive(SCOPE, WEEKLY, Map.of(), "logs", "docs")).containsExactly("opened small:often.logs weekly",
                "opened small:often.docs weekly");
        assertThat(goesLive(SCOPE, WEEKLY, Map.of(), "docs", "logs")).isEmpty();
    }

    @Test
    void a_version_on_other_terms_ends_and_begins_anew_and_drops_what_it_no_longer_asks_for() {
        goesLive(SCOPE, WEEKLY, Map.of(), "logs", "docs");
        assertThat(goesLive(SCOPE, MONTHLY, Map.of(), "logs", "keys")).containsExactly("changed small:often.logs",
                "opened small:often.logs monthly", "opened small:often.keys monthly", "dropped small:often.docs");
        assertThat(goesLive(SCOPE, MONTHLY, Map.of(), "logs", "keys")).isEmpty();
        assertThat(goesLive(SCOPE, MONTHLY, Map.of(), "docs", "logs", "keys"))
                .containsExactly("opened small:often.docs monthly");
    }

    @Test
    void who_may_complete_changes_without_the_periods_beginning_anew() {
        goesLive(SCOPE, WEEKLY, Map.of(), "logs");
        Instant began = now;
        assertThat(goesLive(SCOPE, WEEKLY, Map.of("item", List.of("security")), "logs"))
                .containsExactly("opened small:often.logs weekly");
        ObligationOpened amended = (ObligationOpened) log.getLast().event();
        assertThat(amended.roles()).containsExactly("security");
        assertThat(amended.begins()).isEqualTo(began);
    }

    @Test
    void another_checklist_is_left_alone() {
        goesLive(SCOPE, WEEKLY, Map.of(), "logs");
        Scope other = new Scope("d2", "claims", "production", "other", 1);
        assertThat(goesLive(other, WEEKLY, Map.of(), "keys")).containsExactly("opened other:often.keys weekly");
    }

    private List<String> goesLive(Scope scope, SectionRule rule, Map<String, List<String>> rights, String... items) {
        now = now.plus(Duration.ofDays(3));
        DeploymentState state = DeploymentState.fold(List.of(new Recorded(
                new DeploymentOpened(scope, 1, "00", "1", null, List.of(), List.of(), List.of()), 0, START, null)));
        List<LedgerEvent> events = Obligations.with(
                new Situation(definition(scope.checklist(), rule, rights, items), state, DEVOPS, now, Map.of(), log),
                new DeploymentWentLive(scope, false, null, List.of(), List.of(), null));
        assertThat(events.getFirst()).isInstanceOf(DeploymentWentLive.class);
        events.forEach(e -> log.add(new Recorded(e, log.size(), now, DEVOPS.person())));
        return events.stream().skip(1).map(ObligationsTest::words).toList();
    }

    private static String words(LedgerEvent event) {
        return event instanceof ObligationOpened o
                ? "opened " + o.obligation() + " " + o.every()
                : ((ObligationEnded) event).cause() + " " + ((ObligationEnded) event).obligation();
    }

    private static Definition definition(String checklist, SectionRule rule, Map<String, List<String>> rights,
            String... items) {
        List<Item> all = new ArrayList<>();
        for (String item : items) {
            all.add(new Item("often." + item, "Text", null, "often", null, all.size() + 1, false));
        }
        return Definition.of(List.of(
                new ChecklistImported(checklist, 1, "T", "00", 1, all.size(), 1, 1, null, null),
                new ChecklistItemsListed(checklist, 1, 1, List.of(), all),
                new ProfileImported(checklist, 1, 1, null, true, 0, List.of(), List.of(), List.of(), List.of(rule),
                        List.of(), List.of(), rights, List.of())),
                1, 1).orElseThrow();
    }
}
