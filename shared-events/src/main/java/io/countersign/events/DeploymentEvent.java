package io.countersign.events;

import java.util.List;

/** An event in the life of one deployment. It embeds its whole scope, so that it reads on its own and its streams follow from it. */
public sealed interface DeploymentEvent extends LedgerEvent
        permits DeploymentEvents, ItemEvents, SignOffEvents, ControlEvents, RollbackEvents, ProcedureEvents,
        ReportEvents {

    Scope scope();

    @Override
    default String subject() {
        return scope().subject();
    }

    @Override
    default List<String> streams() {
        return scope().streams();
    }
}
