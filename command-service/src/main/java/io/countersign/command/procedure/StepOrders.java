package io.countersign.command.procedure;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Situation;
import io.countersign.command.decision.StepOrder;
import io.countersign.events.ProcedureEvents.StepOutcome;
import io.countersign.events.state.Definition;
import io.countersign.events.state.Definition.ProcedureStep;
import io.countersign.events.state.ItemStates;
import java.util.List;
import java.util.Optional;

/** The steps of a procedure are done one after the other, as are the numbered items of a rollback. */
final class StepOrders {

    private StepOrders() {}

    /** The steps of the same procedure that come before this one. */
    static List<ProcedureStep> before(Definition definition, ProcedureStep step) {
        return step.procedure().steps().stream().takeWhile(s -> !s.id().equals(step.step().id()))
                .map(s -> new ProcedureStep(step.procedure(), s)).toList();
    }

    /** Rule {@code step-out-of-order}: an objection while a step before this one is neither done nor skipped. */
    static Optional<Refusal> objection(StepRules.Asked a) {
        Optional<Refusal> numbered = a.item() == null ? Optional.empty() : StepOrder.objection(a.s(), a.item());
        return numbered.isPresent() || a.step() == null
                ? numbered
                : before(a.s().definition(), a.step()).stream().filter(s -> !settled(a.s(), s)).findFirst()
                        .map(first -> Refusal.of(Problem.REFUSED, "step-out-of-order",
                                "\"" + first.step().title() + "\" comes first" + (first.step().when() == null
                                        ? "."
                                        : "; it is conditional and may be skipped with a reason."))
                                .about(a.found().about()).near(List.of(first.id())));
    }

    private static boolean settled(Situation s, ProcedureStep step) {
        String item = step.step().item();
        if (item != null) {
            return s.definition().item(item)
                    .map(i -> ItemStates.at(s.now(), s.definition(), s.state()).of(i).settled()).orElse(true);
        }
        return s.state().steps().of(step).filter(m -> m.outcome() != StepOutcome.FAILED).isPresent();
    }
}
