package io.countersign.command.axon;

import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Look;
import io.countersign.events.EventCatalog;
import io.countersign.events.LedgerEvents.LedgerCreated;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;

/** Begins a log: its first entry says whose it is and by which key it is signed. Of several nodes that start at once, one writes it. */
public final class Genesis {

    private final Configuration axon;
    private final InstantSource clock;
    private final Ids ids;

    public Genesis(Configuration axon, InstantSource clock, Ids ids) {
        this.axon = axon;
        this.clock = clock;
        this.ids = ids;
    }

    /** Writes the first entry unless there is one. */
    public void begin(LedgerCreated created) {
        String type = EventCatalog.typeOf(created);
        var condition = SourcingCondition
                .conditionFor(Vocabulary.criteria(List.of(Look.at("type/" + type, LedgerCreated.class))));
        axon.getComponent(UnitOfWorkFactory.class).create().executeWithResult(context -> {
            var log = axon.getComponent(EventStore.class).transaction(context);
            if (Sourced.all(log.source(condition)).isEmpty()) {
                EventAppender.forContext(context).append(new GenericEventMessage(
                        new GenericMessage(ids.next().toString(), Vocabulary.messageType(type), created,
                                Map.of(Metadata.AUTHOR_TYPE, "system")),
                        clock::instant));
            }
            return java.util.concurrent.CompletableFuture.completedFuture(null);
        }).join();
    }
}
