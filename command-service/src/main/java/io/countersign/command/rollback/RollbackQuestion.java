package io.countersign.command.rollback;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Situation;
import io.countersign.command.signoff.Lapses;
import io.countersign.events.DeploymentEvents.TriggerClosed;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.RollbackEvents.IncidentLinked;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.List;

/** A request about a rollback as such, as it is put to the ledger: it looks at open triggers, and at the sign-offs and items a declaration voids. */
record RollbackQuestion(RollbackRequest request) implements DeploymentQuestion {

    @Override
    public String action() {
        return switch (request) {
            case RollbackRequest.Recommend _ -> "rollback-recommend";
            case RollbackRequest.Declare _ -> "rollback-declare";
            case RollbackRequest.Decline _ -> "rollback-decline";
            case RollbackRequest.Verify _ -> "rollback-verify";
            case RollbackRequest.Incident _ -> "rollback-incident";
            case RollbackRequest.PostMortem _ -> "rollback-post-mortem";
        };
    }

    @Override
    public List<Look> looks(Scope scope, Definition definition) {
        Look triggers = Look.at(scope.subject(), TriggerOpened.class, TriggerClosed.class);
        return switch (request) {
            case RollbackRequest.Declare _ -> List.of(triggers, Lapses.look(scope), SettledItems.look(scope));
            case RollbackRequest.Recommend _,RollbackRequest.Decline _ -> List.of(triggers);
            case RollbackRequest.Incident _ -> List.of(Look.at(scope.subject(), IncidentLinked.class));
            case RollbackRequest.Verify _,RollbackRequest.PostMortem _ -> List.of();
        };
    }

    @Override
    public List<String> uploads() {
        return switch (request) {
            case RollbackRequest.Verify r -> r.claim().digests();
            case RollbackRequest.PostMortem r -> r.claim().digests();
            default -> List.of();
        };
    }

    @Override
    public Decision decide(Situation situation, Ids ids) {
        return RollbackDecision.decide(situation, request);
    }
}
