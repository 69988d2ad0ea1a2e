package io.countersign.command.decision;

import io.countersign.command.decision.Refusal.Problem;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.state.Gate;
import java.util.Optional;

/** An item that names a required control waits for it. */
public final class RequiredControls {

    private RequiredControls() {}

    /** Rule {@code control-not-passing}: an objection unless the latest check of each control passed, or a waiver covers it. */
    public static Optional<Refusal> objection(Situation s, Item item) {
        return s.definition().rule(item).controls().stream().filter(c -> !Gate.passes(c, s.state(), s.now()))
                .findFirst()
                .map(c -> Refusal.of(Problem.REFUSED, "control-not-passing", "The item needs the control " + c
                        + ", whose latest check is " + Gate.latest(c, s.state()) + ".").about(item.id()).asEntry());
    }
}
