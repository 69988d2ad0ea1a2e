package io.countersign.command.axon;

import io.countersign.command.store.MessageKeys;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/** Axon's in-memory engine; sourced events carry their position, as the ledger's do. */
final class NumberedMemoryEngine implements EventStorageEngine {

    private final InMemoryEventStorageEngine memory = new InMemoryEventStorageEngine();

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(AppendCondition condition,
            @Nullable ProcessingContext context,
            List<TaggedEventMessage<?>> events) {
        return memory.appendEvents(condition, context, events);
    }

    @Override
    public MessageStream<EventMessage> source(SourcingCondition condition, @Nullable ProcessingContext context) {
        return memory.source(condition, context).map(entry -> TrackingToken
                .fromContext(entry).<MessageStream.Entry<EventMessage>>map(token -> entry.map(m -> numbered(m, token)))
                .orElse(entry));
    }

    private static EventMessage numbered(EventMessage message, TrackingToken token) {
        Map<String, String> metadata = new HashMap<>(message.metadata());
        metadata.put(MessageKeys.POSITION, Long.toString(token.position().orElseThrow() - 1));
        return message.withMetadata(metadata);
    }

    @Override
    public MessageStream<EventMessage> stream(StreamingCondition condition, @Nullable ProcessingContext context) {
        return memory.stream(condition, context);
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return memory.firstToken(context);
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return memory.latestToken(context);
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, @Nullable ProcessingContext context) {
        return memory.tokenAt(at, context);
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        memory.describeTo(descriptor);
    }
}
