package io.countersign.command.procedure;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.RequiredControls;
import io.countersign.command.decision.Right;
import io.countersign.command.decision.Situation;
import io.countersign.events.ChecklistEvents.Command;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ProcedureEvents.StepOutcome;
import io.countersign.events.state.Definition.ProcedureStep;
import io.countersign.events.state.ItemState;
import io.countersign.events.state.Items.Mark;
import io.countersign.events.state.Phase;
import io.countersign.events.state.Steps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules on recording a step, each under its name. */
final class StepRules {

    /** At most this many commands are run in one step. */
    static final int MAX_RUNS = 50;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    /** Nothing that a shell would take for more than a name, and no option. */
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_./:@][A-Za-z0-9_./:@+=,-]{0,199}");

    private StepRules() {}

    record Asked(Situation s, boolean rollback, StepName.Found found, StepRequest request) {

        @Nullable
        Item item() {
            return found.item();
        }

        @Nullable
        ProcedureStep step() {
            return found.step();
        }

        boolean skips() {
            return request.skipped() != null;
        }

        List<Command> commands() {
            ProcedureStep step = step();
            return step == null ? List.of() : step.step().commands();
        }

        StepOutcome outcome() {
            return skips() ? StepOutcome.SKIPPED : succeeded() ? StepOutcome.DONE : StepOutcome.FAILED;
        }

        private boolean succeeded() {
            List<StepRequest.RunRef> runs = request.all();
            for (int i = 0; i < runs.size(); i++) {
                Integer code = runs.get(i).exitCode();
                if (code != null && !expected(i).contains(code)) {
                    return false;
                }
            }
            return true;
        }

        /** What the command of that turn may exit with; one that the profile does not have, with 0. */
        private List<Integer> expected(int turn) {
            List<Integer> codes = turn < commands().size() ? commands().get(turn).mayExit() : List.of();
            return codes.isEmpty() ? List.of(0) : codes;
        }
    }

    static Optional<Refusal> mayRecord(Asked a) {
        return (a.rollback() ? Right.ROLLBACK : Right.ITEM).objection(a.s()).map(r -> r.about(a.found().about()));
    }

    /** Rule {@code not-a-step}, of an item of a rollback. */
    static Optional<Refusal> isStep(Asked a) {
        Item item = a.item();
        List<Item> steps = a.s().definition().rollbackSteps();
        if (item == null || (steps.contains(item) || a.step() != null) && !a.s().definition().derived(item)) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(Problem.REFUSED, "not-a-step",
                "\"" + item.text() + "\" is no numbered step of the rollback; complete it as an item.").in("step")
                .about(item.id()).near(steps.stream().map(Item::id).limit(5).toList()));
    }

    static Optional<Refusal> inPhase(Asked a) {
        return a.rollback()
                ? a.s().unlessIn("a rollback's step", Phase.ROLLING_BACK, Phase.ROLLED_BACK)
                : a.s().unlessIn("a step", Phase.OPEN, Phase.LIVE);
    }

    /** Rules {@code already-completed}, {@code already-skipped} and {@code reopen-first}; what failed may be done again at once. */
    static Optional<Refusal> notDoneYet(Asked a) {
        return a.item() != null ? itemOpen(a, a.item()) : stepOpen(a);
    }

    private static Optional<Refusal> itemOpen(Asked a, Item item) {
        Mark mark = a.s().state().items().byId().get(item.id());
        if (mark == null || !mark.state().settled()) {
            return Optional.empty();
        }
        return Optional.of(conflict(mark.state() == ItemState.COMPLETED ? "already-completed" : "reopen-first",
                mark.state().label(), mark.person(), mark.time(), mark.position(), a));
    }

    /** A step that was skipped may be done after all. */
    private static Optional<Refusal> stepOpen(Asked a) {
        Steps.Mark mark = a.step() == null ? null : a.s().state().steps().of(a.step()).orElse(null);
        if (mark == null || mark.outcome() == StepOutcome.FAILED
                || mark.outcome() == StepOutcome.SKIPPED && !a.skips()) {
            return Optional.empty();
        }
        return Optional.of(conflict(mark.outcome() == StepOutcome.DONE ? "already-completed" : "already-skipped",
                mark.outcome().label(), mark.person(), mark.time(), mark.position(), a));
    }

    private static Refusal conflict(String rule, String state, @Nullable String person, java.time.Instant time,
            long position, Asked a) {
        return Refusal.of(Problem.CONFLICT, rule, "The step was marked " + state + " by " + person + " at " + time
                + " (entry " + position + ").").about(a.found().about());
    }

    /** Rules {@code step-not-conditional} and {@code skipped-or-performed}. */
    static Optional<Refusal> maySkip(Asked a) {
        if (!a.skips()) {
            return Optional.empty();
        }
        if (a.step() == null || a.step().step().when() == null) {
            return Optional.of(Refusal.of(Problem.REFUSED, "step-not-conditional",
                    "\"" + a.found().title() + "\" is done in every case; the profile gives no condition for it.")
                    .in("skipped").about(a.found().about()).asEntry());
        }
        return a.request().all().isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.INVALID, "skipped-or-performed",
                        "A step is skipped or performed, not both.").in("skipped"));
    }

    /** Rules {@code unknown-parameter}, {@code parameter-missing} and {@code not-a-parameter}. */
    static Optional<Refusal> parametersGiven(Asked a) {
        List<String> asked = a.commands().stream().flatMap(c -> c.parameters().stream()).distinct().toList();
        Map<String, String> given = a.request().given();
        for (String name : given.keySet()) {
            if (!asked.contains(name)) {
                return Optional.of(Refusal.of(Problem.INVALID, "unknown-parameter", asked.isEmpty()
                        ? "The step's commands take no parameters."
                        : "The step's commands take no parameter of that name.").in("parameters").near(asked));
            }
        }
        for (String name : a.skips() ? List.<String>of() : asked) {
            if (!given.containsKey(name)) {
                return Optional.of(Refusal.of(Problem.INVALID, "parameter-missing",
                        "The step's commands need a value for <" + name + ">.").in("parameters").near(asked));
            }
        }
        return given.entrySet().stream().filter(e -> !PARAMETER.matcher(e.getValue()).matches()).findFirst()
                .map(e -> Refusal.of(Problem.INVALID, "not-a-parameter", "<" + e.getKey()
                        + "> takes 1 to 200 letters, digits and . _ / : @ + = , - and begins with no dash.")
                        .in("parameters"));
    }

    /** Rules {@code too-many-runs}, {@code not-a-digest} and {@code negative-duration}. */
    static Optional<Refusal> measured(Asked a) {
        List<StepRequest.RunRef> runs = a.request().all();
        if (runs.size() > MAX_RUNS) {
            return Optional.of(Refusal.of(Problem.INVALID, "too-many-runs",
                    "One step runs at most " + MAX_RUNS + " commands.").in("runs"));
        }
        return runs.stream().flatMap(r -> measured(r).stream()).findFirst();
    }

    private static Optional<Refusal> measured(StepRequest.RunRef run) {
        if (run.output() != null && !SHA256.matcher(run.output()).matches()) {
            return Optional.of(Refusal.of(Problem.INVALID, "not-a-digest",
                    "\"output\" is the 64 hex digits of the SHA-256 of what the command printed.").in("output"));
        }
        return run.durationMillis() != null && run.durationMillis() < 0
                ? Optional.of(Refusal.of(Problem.INVALID, "negative-duration",
                        "A step cannot take " + run.durationMillis() + " ms.").in("durationMillis"))
                : Optional.empty();
    }

    static Optional<Refusal> controlsPass(Asked a) {
        return a.item() != null && a.outcome() == StepOutcome.DONE
                ? RequiredControls.objection(a.s(), a.item())
                : Optional.empty();
    }
}
