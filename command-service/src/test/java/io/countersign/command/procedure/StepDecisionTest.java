package io.countersign.command.procedure;

import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.FILE;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Decision.Refused;
import io.countersign.command.decision.Story;
import io.countersign.command.procedure.StepRequest.RunRef;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.ItemEvents.ItemFailed;
import io.countersign.events.LedgerEvent;
import io.countersign.events.ProcedureEvents.ProcedureStepRecorded;
import io.countersign.events.ProcedureEvents.Run;
import io.countersign.events.ProcedureEvents.StepOutcome;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackStepRecorded;
import io.countersign.events.state.ItemState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepDecisionTest {

    private final Story story = Story.opened();

    @Test
    void numbered_items_are_done_in_order_and_a_failed_one_is_done_again() {
        declare();
        assertThat(rule(back("back.revert", exit(0)))).isEqualTo("step-out-of-order");
        accepted(back("stop", exit(1)));
        assertThat(stateOf("back.stop")).isEqualTo(ItemState.FAILED);
        assertThat(rule(back("back.revert", exit(0)))).isEqualTo("step-out-of-order");
        accepted(back("stop", exit(0)));
        assertThat(rule(back("stop", exit(0)))).isEqualTo("already-completed");
        accepted(back("back.revert", exit(null)));
        assertThat(rule(back("back.tell", exit(null)))).isEqualTo("not-a-step");
    }

    @Test
    void steps_without_a_box_are_done_in_order_each_with_all_its_commands() {
        declare();
        assertThat(rule(back("migrate-back", given(Map.of("app", "claims", "to", "0041_fees")))))
                .isEqualTo("step-out-of-order");
        StepRequest two = new StepRequest(TEXT, 0, 900L, FILE, TEXT, null, null,
                List.of(new RunRef(TEXT, 1, 20L, FILE.toUpperCase(java.util.Locale.ROOT))), null, null);
        assertThat(accepted(back("roll-back", two)))
                .containsExactly(recorded("roll-back", StepOutcome.FAILED, Map.of()));
        assertThat(rule(back("undo.check", exit(0)))).isEqualTo("step-out-of-order");
        accepted(back("undo.roll-back", exit(0)));
        assertThat(rule(back("roll-back", exit(0)))).isEqualTo("already-completed");
        RollbackStepRecorded filled = (RollbackStepRecorded) accepted(
                back("migrate-back", given(Map.of("app", "claims", "to", "0041_fees")))).getFirst();
        assertThat(filled.parameters()).containsOnly(Map.entry("app", "claims"), Map.entry("to", "0041_fees"));
        accepted(back("undo.check", exit(0)));
    }

    @Test
    void only_a_conditional_step_is_skipped_and_it_may_be_done_after_all() {
        declare();
        assertThat(rule(back("roll-back", SKIP))).isEqualTo("step-not-conditional");
        assertThat(rule(back("stop", SKIP))).isEqualTo("step-not-conditional");
        accepted(back("roll-back", exit(0)));
        RollbackStepRecorded skipped = (RollbackStepRecorded) accepted(back("migrate-back", SKIP)).getFirst();
        assertThat(skipped.became()).isEqualTo(StepOutcome.SKIPPED);
        assertThat(skipped.note()).isEqualTo(TEXT);
        assertThat(rule(back("migrate-back", SKIP))).isEqualTo("already-skipped");
        accepted(back("undo.check", exit(0)));
        accepted(back("migrate-back", given(Map.of("app", "claims", "to", "zero"))));
    }

    @Test
    void an_exit_code_that_is_expected_leaves_the_step_done() {
        assertThat(((ProcedureStepRecorded) accepted(forward("migrations.check", exit(1))).getFirst()).outcome())
                .isEqualTo(StepOutcome.DONE);
        assertThat(((ProcedureStepRecorded) accepted(forward("migrate", exit(1))).getFirst()).outcome())
                .isEqualTo(StepOutcome.FAILED);
        assertThat(rule(forward("smoke", exit(0)))).isEqualTo("step-out-of-order");
        accepted(forward("migrate", exit(0)));
    }

    @Test
    void a_step_that_is_an_item_settles_it_by_the_items_own_rules() {
        accepted(forward("migrations.check", exit(0)));
        accepted(forward("migrations.migrate", exit(0)));
        assertThat(accepted(forward("after.smoke", exit(2))))
                .endsWith(new ItemFailed(SCOPE, "after.smoke", null, List.of(), null)).hasSize(2);
        assertThat(accepted(forward("after.smoke", exit(2)))).hasSize(1);
        assertThat(accepted(forward("after.smoke", exit(0))))
                .endsWith(new ItemCompleted(SCOPE, "after.smoke", null, List.of(), null)).hasSize(2);
        assertThat(rule(forward("smoke", exit(0)))).isEqualTo("already-completed");
        assertThat(stateOf("after.smoke")).isEqualTo(ItemState.COMPLETED);
    }

    private static final StepRequest SKIP = new StepRequest(null, null, null, null, null, null, null, null, null, TEXT);

    private void declare() {
        story.by(DEVOPS, new RollbackDeclared(SCOPE, null, TEXT, List.of()));
    }

    private static StepRequest exit(@Nullable Integer code) {
        return new StepRequest(TEXT, code, 1200L, FILE, null, null, null);
    }

    private static StepRequest given(Map<String, String> parameters) {
        return new StepRequest(TEXT, 0, null, null, null, null, null, null, parameters, null);
    }

    private static RollbackStepRecorded recorded(String step, StepOutcome outcome, Map<String, String> parameters) {
        return new RollbackStepRecorded(SCOPE, null, TEXT, 0, 900L, FILE, TEXT, List.of(), null, "undo", step, outcome,
                List.of(new Run(TEXT, 1, 20L, FILE)), parameters);
    }

    private static StepQuestion back(String step, StepRequest request) {
        return new StepQuestion(true, step, request);
    }

    private static StepQuestion forward(String step, StepRequest request) {
        return new StepQuestion(false, step, request);
    }

    private ItemState stateOf(String item) {
        return Objects.requireNonNull(story.state().items().byId().get(item)).state();
    }

    private List<LedgerEvent> accepted(StepQuestion question) {
        return ((Accepted) story.ask(DEVOPS, question)).events();
    }

    private String rule(StepQuestion question) {
        return ((Refused) story.ask(DEVOPS, question)).refusal().rule();
    }
}
