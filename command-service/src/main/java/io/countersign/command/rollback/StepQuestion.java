package io.countersign.command.rollback;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.ItemName;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Situation;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.ArrayList;
import java.util.List;

/** The record of one numbered step, as it is put to the ledger: it looks at that step and those before it. */
record StepQuestion(String item, RollbackRequest.Step request) implements DeploymentQuestion {

    @Override
    public String action() {
        return "rollback-step";
    }

    @Override
    public List<Look> looks(Scope scope, Definition definition) {
        List<Look> looks = new ArrayList<>();
        if (ItemName.find(definition, item) instanceof ItemName.Found(Item found)) {
            looks.add(Look.at(scope.itemTag(found.id())));
            definition.rule(found).controls().forEach(c -> looks.add(Look.at(scope.controlTag(c))));
            definition.stepsBefore(found).forEach(s -> looks.add(Look.at(scope.itemTag(s.id()))));
        }
        return looks;
    }

    @Override
    public List<String> uploads() {
        return request.claim().digests();
    }

    @Override
    public Decision decide(Situation situation, Ids ids) {
        return StepDecision.decide(situation, item, request);
    }
}
