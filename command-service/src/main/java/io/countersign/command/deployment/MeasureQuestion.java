package io.countersign.command.deployment;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Situation;
import io.countersign.events.DeploymentEvents.MeasurementRecorded;
import io.countersign.events.DeploymentEvents.TriggerClosed;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.List;

/** Measurements, as they are put to the ledger. Whether a breach has lasted depends on the measurements before it. */
public record MeasureQuestion(MeasureRequest request) implements DeploymentQuestion {

    @Override
    public String action() {
        return "measure";
    }

    @Override
    public List<Look> looks(Scope scope, Definition definition) {
        return List.of(Look.at(scope.subject(), MeasurementRecorded.class, TriggerOpened.class, TriggerClosed.class));
    }

    @Override
    public Decision decide(Situation situation, Ids ids) {
        return MeasureDecision.decide(situation, request);
    }
}
