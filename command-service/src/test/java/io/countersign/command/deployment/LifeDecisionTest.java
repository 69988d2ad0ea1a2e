package io.countersign.command.deployment;

import static io.countersign.command.decision.Story.DEVELOPER;
import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.REVIEWER;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.SECURITY;
import static io.countersign.command.decision.Story.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Decision.Refused;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Story;
import io.countersign.events.ControlEvents.ControlChecked;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.DeploymentEvents.EmergencyReviewOverdue;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Outcome;
import io.countersign.events.SignOffEvents.SignedOff;
import io.countersign.events.state.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LifeDecisionTest {

    private static final LifeRequest GO_LIVE = new LifeRequest.GoLive(null, null);
    private static final LifeRequest EMERGENCY = new LifeRequest.GoLive(true, TEXT);
    private static final LifeRequest CLOSE = new LifeRequest.Close();

    private final Story story = Story.opened();

    @Test
    void goes_live_when_the_gate_is_satisfied_and_fixes_the_standing_sign_offs_then_closes() {
        ready(story);
        DeploymentWentLive live = (DeploymentWentLive) accepted(DEVOPS, GO_LIVE);
        assertThat(live.signOffs()).containsExactly("s-Developer", "s-Reviewer", "s-DevOps", "s-Security");
        assertThat(live.emergency()).isFalse();
        assertThat(refusal(DEVOPS, CLOSE).unmet()).extracting(u -> u.item()).containsExactly("after.smoke",
                "after.optional");
        done(story, "after.smoke", "after.optional");
        accepted(DEVOPS, CLOSE);
        assertThat(story.state().phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void a_shut_gate_answers_with_every_unmet_condition() {
        Refusal refusal = refusal(DEVOPS, GO_LIVE);
        assertThat(refusal.rule()).isEqualTo("gate-not-satisfied");
        assertThat(refusal.unmet()).extracting(u -> u.rule()).contains("item-settled", "control-passing",
                "signed-off");
    }

    @Test
    void an_emergency_records_what_it_passed_over_and_owes_a_review_by_another() {
        DeploymentWentLive live = (DeploymentWentLive) accepted(SECURITY, EMERGENCY);
        assertThat(live.unmet()).hasSameSizeAs(refusalBefore().unmet()).isNotEmpty();
        assertThat(live.reviewDue()).isEqualTo(story.now().plus(Duration.ofHours(72)));
        done(story, "after.smoke", "after.optional");
        assertThat(refusal(DEVOPS, CLOSE).unmet()).extracting(u -> u.rule()).containsExactly("emergency-reviewed");
        LifeRequest review = new LifeRequest.Review(TEXT);
        assertThat(refusal(SECURITY, review).rule()).isEqualTo("reviewer-declared-it");
        accepted(REVIEWER, review);
        accepted(DEVOPS, CLOSE);
    }

    @Test
    void a_review_that_fell_due_is_recorded_as_overdue_once_and_is_owed_all_the_same() {
        accepted(SECURITY, EMERGENCY);
        done(story, "after.smoke", "after.optional");
        assertThat(overdue(Duration.ofHours(71))).isEmpty();
        assertThat(refusal(DEVOPS, CLOSE).unmet().getFirst().reason()).contains("; due ").doesNotContain("overdue");
        assertThat(overdue(Duration.ofHours(1))).singleElement().isInstanceOf(EmergencyReviewOverdue.class);
        assertThat(overdue(Duration.ofHours(1))).isEmpty();
        assertThat(refusal(DEVOPS, CLOSE).unmet().getFirst().reason()).contains("overdue since ");
        accepted(REVIEWER, new LifeRequest.Review(TEXT));
        accepted(DEVOPS, CLOSE);
    }

    private List<LedgerEvent> overdue(Duration later) {
        return ((Accepted) story.ask(new Caller("system", "system", Caller.Kind.SYSTEM, Set.of()),
                new OverdueQuestion(), later)).events();
    }

    @Test
    void an_open_trigger_keeps_the_gate_shut() {
        ready(story);
        story.by(DEVOPS, new TriggerOpened(SCOPE, "errors", "error_rate", "0.02"));
        assertThat(refusal(DEVOPS, GO_LIVE).unmet()).extracting(u -> u.rule()).containsExactly("no-open-trigger");
    }

    @Test
    void a_profile_narrows_a_right() {
        assertThat(refusal(DEVOPS, new LifeRequest.Abandon(TEXT)).rule()).isEqualTo("role-lacking");
        accepted(SECURITY, new LifeRequest.Abandon(TEXT));
        assertThat(refusal(DEVOPS, GO_LIVE).reason()).contains("abandoned");
    }

    /** The story on to where the gate to go-live is satisfied. */
    static Story ready(Story story) {
        done(story, "before.lint", "before.tests-pass", "before.services.backend", "before.docs.lint");
        story.by(DEVOPS, new ControlChecked(SCOPE, Story.CONTROL, Outcome.PASS, "probe", null, null, List.of(), null));
        Stream.of("Developer", "Reviewer", "DevOps", "Security").forEach(r -> story.by(Story.person(r),
                new SignedOff(SCOPE, r, "s-" + r, TEXT, "bearer", Story.FILE, 5)));
        return story;
    }

    private static void done(Story story, String... items) {
        for (String item : items) {
            story.by(DEVELOPER, new ItemCompleted(SCOPE, item, null, List.of(), null));
        }
    }

    private Refusal refusalBefore() {
        return ((Refused) Story.opened().ask(DEVOPS, new LifeQuestion(GO_LIVE))).refusal();
    }

    private LedgerEvent accepted(Caller who, LifeRequest request) {
        return ((Accepted) story.ask(who, new LifeQuestion(request))).events().getFirst();
    }

    private Refusal refusal(Caller who, LifeRequest request) {
        return ((Refused) story.ask(who, new LifeQuestion(request))).refusal();
    }
}
