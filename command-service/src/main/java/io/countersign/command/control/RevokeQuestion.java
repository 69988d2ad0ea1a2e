package io.countersign.command.control;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Situation;
import io.countersign.command.signoff.Lapses;
import io.countersign.events.ControlEvents.ControlWaived;
import io.countersign.events.ControlEvents.ControlWaiverRevoked;
import io.countersign.events.ItemEvents.ItemReopened;
import io.countersign.events.ItemEvents.ItemWaived;
import io.countersign.events.ItemEvents.ItemWaiverRevoked;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.List;

/** Taking a waiver back, as it is put to the ledger. It looks at all waivers, and at reopened items, because reopening takes a waiver back too. */
record RevokeQuestion(String waiver, ControlRequest.Revoke request) implements DeploymentQuestion {

    @Override
    public String action() {
        return "waiver-revoke";
    }

    @Override
    public List<Look> looks(Scope scope, Definition definition) {
        return List.of(Lapses.look(scope), Look.at(scope.subject(), ItemWaived.class, ItemWaiverRevoked.class,
                ItemReopened.class, ControlWaived.class, ControlWaiverRevoked.class));
    }

    @Override
    public Decision decide(Situation situation, Ids ids) {
        return RevokeDecision.decide(situation, waiver, request);
    }
}
