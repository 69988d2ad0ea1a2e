package io.countersign.command.rollback;

import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.FILE;
import static io.countersign.command.decision.Story.REVIEWER;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Decision.Refused;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Story;
import io.countersign.events.DeploymentEvents.TriggerClosed;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Outcome;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackDeclined;
import io.countersign.events.SignOffEvents.SignedOff;
import io.countersign.events.state.ItemState;
import io.countersign.events.state.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RollbackDecisionTest {

    private final Story story = Story.opened();

    @Test
    void declaring_voids_the_sign_offs_the_profile_names_and_answers_open_triggers() {
        story.by(REVIEWER, new SignedOff(SCOPE, "Reviewer", "s1", TEXT, "bearer", FILE, 1))
                .by(DEVOPS, new SignedOff(SCOPE, "DevOps", "s2", TEXT, "bearer", FILE, 1),
                        new TriggerOpened(SCOPE, "errors", "error_rate", "0.02"));
        assertThat(accepted(new RollbackQuestion(new RollbackRequest.Declare(TEXT, "data")))).containsExactly(
                new RollbackDeclared(SCOPE, "data", TEXT, List.of("s1")),
                new TriggerClosed(SCOPE, "errors", "rollback"));
        assertThat(story.state().phase()).isEqualTo(Phase.ROLLING_BACK);
    }

    @Test
    void declining_answers_the_one_open_trigger() {
        assertThat(rule(new RollbackQuestion(new RollbackRequest.Decline(null, TEXT)))).isEqualTo("no-open-trigger");
        story.by(DEVOPS, new TriggerOpened(SCOPE, "errors", "error_rate", "0.02"));
        assertThat(accepted(new RollbackQuestion(new RollbackRequest.Decline(null, TEXT)))).containsExactly(
                new RollbackDeclined(SCOPE, "errors", TEXT), new TriggerClosed(SCOPE, "errors", "decline"));
        assertThat(story.state().measurements().openTriggers()).isEmpty();
    }

    @Test
    void steps_are_done_in_order_and_a_failed_one_is_done_again() {
        declare();
        assertThat(rule(step("back.revert", 0))).isEqualTo("step-out-of-order");
        accepted(step("stop", 1));
        assertThat(stateOf("back.stop")).isEqualTo(ItemState.FAILED);
        assertThat(rule(step("back.revert", 0))).isEqualTo("step-out-of-order");
        accepted(step("stop", 0));
        assertThat(rule(step("stop", 0))).isEqualTo("already-completed");
        accepted(step("back.revert", null));
        assertThat(rule(step("back.tell", null))).isEqualTo("not-a-step");
    }

    @Test
    void only_a_pass_leads_to_rolled_back() {
        declare();
        accepted(new RollbackQuestion(new RollbackRequest.Verify(null, TEXT, null)));
        assertThat(story.state().phase()).isEqualTo(Phase.ROLLING_BACK);
        accepted(new RollbackQuestion(new RollbackRequest.Verify(Outcome.PASS, TEXT, null)));
        assertThat(story.state().phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    private void declare() {
        accepted(new RollbackQuestion(new RollbackRequest.Declare(TEXT, null)));
    }

    private static StepQuestion step(String item, @Nullable Integer exitCode) {
        return new StepQuestion(item, new RollbackRequest.Step(TEXT, exitCode, 1200L, FILE, null, null, null));
    }

    private ItemState stateOf(String item) {
        return java.util.Objects.requireNonNull(story.state().items().byId().get(item)).state();
    }

    private List<LedgerEvent> accepted(DeploymentQuestion question) {
        return ((Accepted) story.ask(DEVOPS, question)).events();
    }

    private String rule(DeploymentQuestion question) {
        return ((Refused) story.ask(DEVOPS, question)).refusal().rule();
    }
}
