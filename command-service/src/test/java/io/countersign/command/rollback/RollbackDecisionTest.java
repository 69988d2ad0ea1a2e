package io.countersign.command.rollback;

import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.FILE;
import static io.countersign.command.decision.Story.PIPELINE;
import static io.countersign.command.decision.Story.REVIEWER;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Decision.Refused;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.ExternalUrl;
import io.countersign.command.decision.Story;
import io.countersign.events.DeploymentEvents.DeploymentClosed;
import io.countersign.events.DeploymentEvents.TriggerClosed;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Outcome;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackDeclined;
import io.countersign.events.RollbackEvents.RollbackVerified;
import io.countersign.events.SignOffEvents.SignedOff;
import io.countersign.events.state.Phase;
import java.util.List;
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
    void declaring_voids_what_was_settled_of_the_release_once_live_and_names_the_trigger_that_is_open() {
        story.by(DEVOPS, new ItemCompleted(SCOPE, "after.smoke", null, List.of(), null),
                new ItemCompleted(SCOPE, "before.lint", null, List.of(), null),
                new TriggerOpened(SCOPE, "errors", "error_rate", "0.02"));
        assertThat(accepted(new RollbackQuestion(new RollbackRequest.Declare(TEXT, null)))).startsWith(
                new RollbackDeclared(SCOPE, "errors", TEXT, List.of(), List.of("after.smoke"), null));
    }

    @Test
    void an_incident_is_linked_once_and_the_looking_back_may_come_after_closing() {
        declare();
        accepted(new RollbackQuestion(new RollbackRequest.Incident("INC-1", new ExternalUrl(TEXT))));
        assertThat(rule(new RollbackQuestion(new RollbackRequest.Incident("INC-1", null)))).isEqualTo("already-linked");
        accepted(new RollbackQuestion(new RollbackRequest.Incident("INC-2", null)));
        story.by(DEVOPS, new RollbackVerified(SCOPE, Outcome.PASS, null, List.of()), new DeploymentClosed(SCOPE));
        accepted(new RollbackQuestion(new RollbackRequest.PostMortem(TEXT, null, null, null)));
        assertThat(story.state().rollback().incidents()).hasSize(2);
        assertThat(story.state().rollback().postMortems()).hasSize(1);
        assertThat(story.state().phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void what_a_person_recommends_is_open_until_it_is_declared_or_declined() {
        assertThat(story.ask(PIPELINE, new RollbackQuestion(new RollbackRequest.Recommend("data", TEXT))))
                .isInstanceOf(Accepted.class);
        assertThat(story.state().measurements().openTriggers()).containsOnlyKeys("data");
        assertThat(accepted(new RollbackQuestion(new RollbackRequest.Decline(null, TEXT)))).containsExactly(
                new RollbackDeclined(SCOPE, "data", TEXT), new TriggerClosed(SCOPE, "data", "decline"));
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

    private List<LedgerEvent> accepted(DeploymentQuestion question) {
        return ((Accepted) story.ask(DEVOPS, question)).events();
    }

    private String rule(DeploymentQuestion question) {
        return ((Refused) story.ask(DEVOPS, question)).refusal().rule();
    }
}
