package io.countersign.command.decision;

import io.countersign.command.decision.Refusal.Problem;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.state.ItemStates;
import java.util.List;
import java.util.Optional;

/** The numbered steps of a rollback are done one after the other. */
public final class StepOrder {

    private StepOrder() {}

    /** Rule {@code step-out-of-order}: an objection while a numbered step before this one is not settled. */
    public static Optional<Refusal> objection(Situation s, Item item) {
        ItemStates states = ItemStates.at(s.now(), s.definition(), s.state());
        return states.unsettled(s.definition().stepsBefore(item)).stream().findFirst()
                .map(first -> Refusal.of(Problem.REFUSED, "step-out-of-order",
                        "Step " + first.number() + ", \"" + first.text() + "\", comes first.")
                        .about(item.id()).near(List.of(first.id())));
    }
}
