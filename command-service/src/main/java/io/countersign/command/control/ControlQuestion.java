package io.countersign.command.control;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Situation;
import io.countersign.command.signoff.Lapses;
import io.countersign.events.ControlEvents.ControlWaived;
import io.countersign.events.ControlEvents.ControlWaiverRevoked;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.List;
import java.util.Set;

/**
 * A request about one control, as it is put to the ledger.
 *
 * @param catalogue ids of the controls there are
 */
record ControlQuestion(String control, ControlRequest request, Set<String> catalogue) implements DeploymentQuestion {

    @Override
    public String action() {
        return switch (request) {
            case ControlRequest.Check _ -> "control-check";
            case ControlRequest.Waive _ -> "control-waive";
        };
    }

    /** Checks do not depend on each other: two probes of one control may both be recorded. */
    @Override
    public List<Look> looks(Scope scope, Definition definition) {
        return switch (request) {
            case ControlRequest.Check _ -> List.of(Lapses.look(scope));
            case ControlRequest.Waive _ -> List.of(Lapses.look(scope),
                    Look.at(scope.controlTag(control), ControlWaived.class, ControlWaiverRevoked.class));
        };
    }

    @Override
    public List<String> uploads() {
        return request instanceof ControlRequest.Check check ? check.claim().digests() : List.of();
    }

    @Override
    public Decision decide(Situation situation, Ids ids) {
        return ControlDecision.decide(situation, control, request, catalogue, ids.next().toString());
    }
}
