package io.countersign.command.procedure;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Situation;
import io.countersign.command.signoff.Lapses;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ProcedureEvents.ProcedureStepRecorded;
import io.countersign.events.RollbackEvents.RollbackStepRecorded;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.ArrayList;
import java.util.List;

/**
 * The record of one step, as it is put to the ledger: it looks at that step and those before it.
 *
 * @param rollback whether it is a rollback's
 * @param step its id, or that of its item, or an unambiguous end of the latter
 */
record StepQuestion(boolean rollback, String step, StepRequest request) implements DeploymentQuestion {

    @Override
    public String action() {
        return rollback ? "rollback-step" : "step";
    }

    @Override
    public List<Look> looks(Scope scope, Definition definition) {
        List<Look> looks = new ArrayList<>(
                List.of(Look.at(scope.subject(), RollbackStepRecorded.class, ProcedureStepRecorded.class)));
        if (StepName.find(definition, rollback, step) instanceof StepName.Found found) {
            Item item = found.item();
            if (item != null) {
                looks.add(Look.at(scope.itemTag(item.id())));
                looks.add(Lapses.look(scope));
                definition.rule(item).controls().forEach(c -> looks.add(Look.at(scope.controlTag(c))));
                definition.stepsBefore(item).forEach(s -> looks.add(Look.at(scope.itemTag(s.id()))));
            }
            if (found.step() != null) {
                StepOrders.before(definition, found.step()).stream().map(s -> s.step().item())
                        .filter(java.util.Objects::nonNull).forEach(i -> looks.add(Look.at(scope.itemTag(i))));
            }
        }
        return looks;
    }

    @Override
    public List<String> uploads() {
        return request.claim().digests();
    }

    @Override
    public Decision decide(Situation situation, Ids ids) {
        return switch (StepName.find(situation.definition(), rollback, step)) {
            case StepName.NotFound missing -> missing.refusal().refused();
            case StepName.Found found ->
                StepDecision.decide(new StepRules.Asked(situation, rollback, found, request), ids);
        };
    }
}
