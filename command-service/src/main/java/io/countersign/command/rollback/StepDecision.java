package io.countersign.command.rollback;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.ItemName;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.RequiredControls;
import io.countersign.command.decision.Right;
import io.countersign.command.decision.Situation;
import io.countersign.command.decision.StepOrder;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.RollbackEvents.RollbackStepRecorded;
import io.countersign.events.state.ItemState;
import io.countersign.events.state.Items.Mark;
import io.countersign.events.state.Phase;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What recording one numbered step of a rollback comes to. */
final class StepDecision {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private record Asked(Situation s, Item item, RollbackRequest.Step request) {}

    private static final Policy<Asked> RECORD = Policy.of(
            a -> Right.ROLLBACK.objection(a.s()).map(r -> r.about(a.item().id())),
            StepDecision::isStep,
            a -> a.s().unlessIn("a rollback's step", Phase.ROLLING_BACK, Phase.ROLLED_BACK),
            StepDecision::notDoneYet,
            a -> a.request().claim().objection(a.s()),
            StepDecision::measured,
            StepDecision::controlsPass,
            a -> StepOrder.objection(a.s(), a.item()));

    private StepDecision() {}

    static Decision decide(Situation s, String name, RollbackRequest.Step request) {
        return switch (ItemName.find(s.definition(), name)) {
            case ItemName.NotFound missing -> missing.refusal().refused();
            case ItemName.Found(Item item) ->
                RECORD.decide(new Asked(s, item, request), () -> recorded(s, item, request));
        };
    }

    private static Accepted recorded(Situation s, Item item, RollbackRequest.Step r) {
        String output = r.output() == null ? null : r.output().toLowerCase(Locale.ROOT);
        return Accepted.of(new RollbackStepRecorded(s.scope(), item.id(), r.command(), r.exitCode(),
                r.durationMillis(), output, r.note(), r.claim().files(s), r.occurredAt()));
    }

    private static boolean succeeded(RollbackRequest.Step r) {
        return r.exitCode() == null || r.exitCode() == 0;
    }

    /** Rule {@code not-a-step}. */
    private static Optional<Refusal> isStep(Asked a) {
        List<Item> steps = a.s().definition().rollbackSteps();
        return steps.contains(a.item()) && !a.s().definition().derived(a.item())
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.REFUSED, "not-a-step",
                        "\"" + a.item().text() + "\" is no numbered step of the rollback; complete it as an item.")
                        .in("item").about(a.item().id()).near(steps.stream().map(Item::id).limit(5).toList()));
    }

    /** Rules {@code already-completed} and {@code reopen-first}; a step that failed may be done again at once. */
    private static Optional<Refusal> notDoneYet(Asked a) {
        Mark mark = a.s().state().items().byId().get(a.item().id());
        if (mark == null || !mark.state().settled()) {
            return Optional.empty();
        }
        String rule = mark.state() == ItemState.COMPLETED ? "already-completed" : "reopen-first";
        return Optional.of(Refusal.of(Problem.CONFLICT, rule, "The step was marked " + mark.state().label() + " by "
                + mark.person() + " at " + mark.time() + " (entry " + mark.position() + ").").about(a.item().id()));
    }

    /** Rules {@code not-a-digest} and {@code negative-duration}. */
    private static Optional<Refusal> measured(Asked a) {
        String output = a.request().output();
        if (output != null && !SHA256.matcher(output).matches()) {
            return Optional.of(Refusal.of(Problem.INVALID, "not-a-digest",
                    "\"output\" is the 64 hex digits of the SHA-256 of what the command printed.").in("output"));
        }
        Long millis = a.request().durationMillis();
        return millis != null && millis < 0
                ? Optional.of(Refusal.of(Problem.INVALID, "negative-duration",
                        "A step cannot take " + millis + " ms.").in("durationMillis"))
                : Optional.empty();
    }

    private static Optional<Refusal> controlsPass(Asked a) {
        return succeeded(a.request()) ? RequiredControls.objection(a.s(), a.item()) : Optional.empty();
    }
}
