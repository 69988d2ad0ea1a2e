package io.countersign.command.control;

import io.countersign.command.checklist.ControlCatalogue;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Question;
import java.util.List;

/** A decision on a control of a system in an environment, as it is put to the ledger. It rests on nothing that was sealed before. */
record DecideQuestion(String control, ControlRequest.Decide request, ControlCatalogue catalogue) implements Question {

    @Override
    public String action() {
        return "control-decide";
    }

    @Override
    public List<Look> looks() {
        return List.of();
    }

    @Override
    public Decision decide(Known known) {
        return catalogue.find(control).map(c -> DecideDecision.decide(c, request, known.caller()))
                .orElseGet(() -> ControlDecision.unknown(control, catalogue.ids()).refused());
    }
}
