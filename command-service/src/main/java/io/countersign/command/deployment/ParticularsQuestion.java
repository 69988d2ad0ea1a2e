package io.countersign.command.deployment;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Situation;
import io.countersign.command.signoff.Lapses;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.List;

/** A note, a field or a notification, as it is put to the ledger. */
record ParticularsQuestion(ParticularsRequest request) implements DeploymentQuestion {

    @Override
    public String action() {
        return switch (request) {
            case ParticularsRequest.AddNote _ -> "note-add";
            case ParticularsRequest.SetField _ -> "field-set";
            case ParticularsRequest.Notify _ -> "notification-record";
        };
    }

    @Override
    public List<Look> looks(Scope scope, Definition definition) {
        return switch (request) {
            case ParticularsRequest.AddNote _,ParticularsRequest.Notify _ -> List.of();
            case ParticularsRequest.SetField _ -> List.of(Lapses.look(scope));
        };
    }

    @Override
    public Decision decide(Situation situation, Ids ids) {
        return ParticularsDecision.decide(situation, request, ids.next().toString());
    }
}
