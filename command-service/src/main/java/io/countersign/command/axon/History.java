package io.countersign.command.axon;

import io.countersign.command.decision.Look;
import io.countersign.command.store.LedgerEventStorageEngine;
import io.countersign.events.state.Recorded;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;

/** Reads entries outside any decision: what never changes once it is sealed, and what is only shown. */
public final class History {

    private final UnitOfWorkFactory units;
    private final EventStore log;
    private final EventStorageEngine engine;

    public History(Configuration axon) {
        this.units = axon.getComponent(UnitOfWorkFactory.class);
        this.log = axon.getComponent(EventStore.class);
        this.engine = axon.getComponent(EventStorageEngine.class);
    }

    /** In ascending order. */
    public List<Recorded> read(Look... looks) {
        return recorded(units.create().executeWithResult(context -> {
            context.putResource(LedgerEventStorageEngine.FRESH, true);
            return CompletableFuture.completedFuture(Sourced.all(log.transaction(context).source(condition(looks))));
        }).join());
    }

    /** As {@link #read}; what another node has sealed a moment ago may be missing, unless nothing at all is found. */
    List<Recorded> recall(Look... looks) {
        // without a unit of work, which costs more than the answer when that is remembered
        List<Sourced> remembered = Sourced.all(
                engine.source(condition(looks), null).filter(each -> each.message() != TerminalEventMessage.INSTANCE));
        return remembered.isEmpty() ? read(looks) : recorded(remembered);
    }

    private static SourcingCondition condition(Look... looks) {
        return SourcingCondition.conditionFor(Vocabulary.criteria(List.of(looks)));
    }

    private static List<Recorded> recorded(List<Sourced> sourced) {
        return sourced.stream().map(Sourced::recorded).toList();
    }
}
