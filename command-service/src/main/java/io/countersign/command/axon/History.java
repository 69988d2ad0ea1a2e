package io.countersign.command.axon;

import io.countersign.command.decision.Look;
import io.countersign.command.store.LedgerEventStorageEngine;
import io.countersign.events.state.Recorded;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;

/** Reads entries outside any decision: what never changes once it is sealed, and what is only shown. */
public final class History {

    private final UnitOfWorkFactory units;
    private final EventStore log;

    public History(Configuration axon) {
        this.units = axon.getComponent(UnitOfWorkFactory.class);
        this.log = axon.getComponent(EventStore.class);
    }

    /** In ascending order. */
    public List<Recorded> read(Look... looks) {
        return read(true, looks);
    }

    /** As {@link #read}; what another node has sealed a moment ago may be missing, unless nothing at all is found. */
    List<Recorded> recall(Look... looks) {
        List<Recorded> remembered = read(false, looks);
        return remembered.isEmpty() ? read(true, looks) : remembered;
    }

    private List<Recorded> read(boolean fresh, Look... looks) {
        var condition = SourcingCondition.conditionFor(Vocabulary.criteria(List.of(looks)));
        List<Sourced> sourced = units.create().executeWithResult(context -> {
            if (fresh) {
                context.putResource(LedgerEventStorageEngine.FRESH, true);
            }
            return CompletableFuture.completedFuture(Sourced.all(log.transaction(context).source(condition)));
        }).join();
        return sourced.stream().map(Sourced::recorded).toList();
    }
}
