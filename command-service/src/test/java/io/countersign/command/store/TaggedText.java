package io.countersign.command.store;

import io.countersign.ledger.entry.Author;
import io.countersign.ledger.entry.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import tools.jackson.databind.json.JsonMapper;

/** The conformance suite's events: any text with any tags, every tag a stream. */
final class TaggedText implements EventFormat {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    record Data(String payload, String time, Map<String, String> metadata) {}

    @Override
    public Sealable sealable(TaggedEventMessage<?> tagged) {
        EventMessage event = tagged.event();
        List<String> streams = tagged.tags().stream().map(Selection::name).toList();
        String data = JSON.writeValueAsString(
                new Data((String) Objects.requireNonNull(event.payload()), event.timestamp().toString(),
                        event.metadata()));
        return new Sealable(event.identifier(), event.type().qualifiedName().fullName(), "test", streams, Set.of(),
                Author.SYSTEM, null,
                null, data, null);
    }

    @Override
    public EventMessage message(Entry entry) {
        Data data = JSON.readValue(entry.data(), Data.class);
        return new GenericEventMessage(
                new GenericMessage(entry.id(), new MessageType(entry.type()), data.payload(), data.metadata()),
                () -> Instant.parse(data.time()));
    }
}
