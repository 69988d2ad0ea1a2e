package io.countersign.command.deployment;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Situation;
import io.countersign.command.maintenance.Obligations;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.List;

/**
 * A move in a deployment's life, as it is put to the ledger. A gate asks about everything, so all of the deployment is looked at, and what was
 * decided of safeguards where it goes. Going live begins the maintenance that the checklist asks for.
 */
record LifeQuestion(LifeRequest request) implements DeploymentQuestion {

    @Override
    public String action() {
        return switch (request) {
            case LifeRequest.GoLive _ -> "go-live";
            case LifeRequest.Close _ -> "close";
            case LifeRequest.Abandon _ -> "abandon";
            case LifeRequest.Review _ -> "review";
        };
    }

    @Override
    public List<Look> looks(Scope scope, Definition definition) {
        return switch (request) {
            case LifeRequest.GoLive _ ->
                List.of(Look.at(scope), Look.safeguards(scope), Obligations.look(scope));
            case LifeRequest.Close _ -> List.of(Look.at(scope), Look.safeguards(scope));
            case LifeRequest.Abandon _,LifeRequest.Review _ -> List.of();
        };
    }

    @Override
    public Decision decide(Situation situation, Ids ids) {
        return LifeDecision.decide(situation, request);
    }
}
