package io.countersign.command.item;

import static io.countersign.command.decision.Story.CONTROL;
import static io.countersign.command.decision.Story.DEVELOPER;
import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.FILE;
import static io.countersign.command.decision.Story.PIPELINE;
import static io.countersign.command.decision.Story.REVIEWER;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.SECURITY;
import static io.countersign.command.decision.Story.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Claim.FileRef;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Decision.Refused;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Story;
import io.countersign.events.ControlEvents.ControlChecked;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.Evidence;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.ItemEvents.ItemWaived;
import io.countersign.events.Outcome;
import io.countersign.events.SignOffEvents.SignOffLapsed;
import io.countersign.events.SignOffEvents.SignedOff;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemDecisionTest {

    private static final ItemRequest COMPLETE = new ItemRequest.Complete(null, null, null);

    private final Story story = Story.opened();

    @Test
    void an_either_or_item_says_which_was_claimed() {
        assertThat(story.ask(DEVELOPER, new ItemQuestion("after.optional",
                new ItemRequest.Complete(null, null, null, "plan", null)))).isEqualTo(
                        Accepted.of(new ItemCompleted(SCOPE, "after.optional", null, List.of(), null, "plan", null)));
        assertThat(Story.opened().ask(DEVELOPER, new ItemQuestion("after.optional", COMPLETE))).isEqualTo(
                Accepted.of(new ItemCompleted(SCOPE, "after.optional", null, List.of(), null, "as-written", null)));
    }

    @Test
    void completes_an_item_by_an_unambiguous_end_of_its_id_with_evidence() {
        Decision decision = story.ask(PIPELINE, new ItemQuestion("smoke",
                new ItemRequest.Complete(TEXT, List.of(new FileRef(FILE.toUpperCase(), TEXT)), story.now())));
        assertThat(decision).isEqualTo(Accepted.of(new ItemCompleted(SCOPE, "after.smoke", TEXT,
                List.of(new Evidence(FILE, 12L, TEXT, null, "text/plain")), Story.START.plus(Duration.ofMinutes(1)))));
    }

    @Test
    void an_ambiguous_end_is_answered_with_the_candidates() {
        Refusal refusal = refusal(DEVELOPER, "lint", COMPLETE);
        assertThat(refusal.rule()).isEqualTo("ambiguous-item");
        assertThat(refusal.nearest()).containsExactly("before.lint", "before.docs.lint");
    }

    @Test
    void an_unknown_item_is_answered_with_the_nearest() {
        assertThat(refusal(DEVELOPER, "after.smok3", COMPLETE).nearest()).first().isEqualTo("after.smoke");
    }

    @Test
    void completing_what_is_completed_names_who_and_when() {
        story.ask(DEVOPS, new ItemQuestion("after.smoke", COMPLETE));
        Refusal refusal = refusal(DEVELOPER, "after.smoke", COMPLETE);
        assertThat(refusal.rule()).isEqualTo("already-completed");
        assertThat(refusal.reason()).contains("person/devops", "2026-11-22T20:02:00Z");
    }

    @Test
    void a_failed_item_may_be_completed_at_once_and_a_completed_one_fails_only_after_it_was_reopened() {
        ItemRequest fail = new ItemRequest.Fail(TEXT, null, null);
        accepted(DEVELOPER, "after.smoke", fail);
        accepted(DEVELOPER, "after.smoke", COMPLETE);
        assertThat(refusal(DEVELOPER, "after.smoke", fail).rule()).isEqualTo("reopen-first");
        accepted(DEVELOPER, "after.smoke", new ItemRequest.Reopen(null));
        accepted(DEVELOPER, "after.smoke", fail);
    }

    @Test
    void an_item_waits_for_the_latest_check_of_its_control() {
        assertThat(refusal(DEVELOPER, "tests-pass", COMPLETE))
                .matches(r -> r.rule().equals("control-not-passing") && r.recorded())
                .matches(r -> "before.tests-pass".equals(r.about()));
        story.by(PIPELINE, checked(Outcome.PASS), checked(Outcome.INCONCLUSIVE));
        assertThat(refusal(DEVELOPER, "tests-pass", COMPLETE).reason()).contains("inconclusive");
        story.by(PIPELINE, checked(Outcome.PASS));
        accepted(DEVELOPER, "tests-pass", COMPLETE);
    }

    @Test
    void a_waiver_needs_security_and_an_end_and_settles_until_then() {
        var expires = story.now().plus(Duration.ofDays(7));
        ItemRequest waive = new ItemRequest.Waive(TEXT, TEXT, expires);
        assertThat(refusal(DEVOPS, "before.lint", waive).rule()).isEqualTo("role-lacking");
        assertThat(refusal(SECURITY, "before.lint", new ItemRequest.Waive(TEXT, null, story.now())).rule())
                .isEqualTo("expires-in-past");
        assertThat(accepted(SECURITY, "before.lint", waive).events()).first()
                .isInstanceOfSatisfying(ItemWaived.class, w -> assertThat(w.expires()).isEqualTo(expires));
        assertThat(refusal(SECURITY, "before.lint", waive).rule()).isEqualTo("already-waived");
        accepted(DEVELOPER, "before.lint", COMPLETE);
    }

    @Test
    void a_change_while_open_ends_every_standing_sign_off_in_the_same_append() {
        story.by(REVIEWER, new SignedOff(SCOPE, "Reviewer", "s1", TEXT, "bearer", FILE, 1))
                .by(SECURITY, new SignedOff(SCOPE, "Security", "s2", TEXT, "bearer", FILE, 1));
        assertThat(accepted(DEVELOPER, "before.lint", COMPLETE).events()).hasSize(3).endsWith(
                new SignOffLapsed(SCOPE, "Reviewer", "s1", "item-completed", "before.lint"),
                new SignOffLapsed(SCOPE, "Security", "s2", "item-completed", "before.lint"));
        assertThat(accepted(DEVELOPER, "after.smoke", COMPLETE).events()).as("those have lapsed").hasSize(1);
    }

    @Test
    void after_go_live_sign_offs_are_fixed() {
        story.by(REVIEWER, new SignedOff(SCOPE, "Reviewer", "s1", TEXT, "bearer", FILE, 1)).by(DEVOPS,
                new DeploymentWentLive(SCOPE, false, null, List.of("s1"), List.of(), null));
        assertThat(accepted(DEVELOPER, "after.smoke", COMPLETE).events()).hasSize(1);
    }

    private static ControlChecked checked(Outcome outcome) {
        return new ControlChecked(SCOPE, CONTROL, outcome, "manual", null, null, List.of(), null);
    }

    private Accepted accepted(Caller who, String item, ItemRequest request) {
        Decision decision = story.ask(who, new ItemQuestion(item, request));
        assertThat(decision).isInstanceOf(Accepted.class);
        return (Accepted) decision;
    }

    private Refusal refusal(Caller who, String item, ItemRequest request) {
        Decision decision = story.ask(who, new ItemQuestion(item, request));
        assertThat(decision).isInstanceOf(Refused.class);
        return ((Refused) decision).refusal();
    }
}
