package io.countersign.command.store;

import static io.countersign.command.store.MessageKeys.AUTHOR_TYPE;
import static io.countersign.command.store.MessageKeys.COMMAND;
import static io.countersign.command.store.MessageKeys.IDEMPOTENCY_KEY;
import static io.countersign.command.store.MessageKeys.PERSON;
import static io.countersign.command.store.MessageKeys.POSITION;
import static io.countersign.command.store.MessageKeys.REQUEST_DIGEST;

import io.countersign.events.EventCatalog;
import io.countersign.events.LedgerEvent;
import io.countersign.ledger.entry.Author;
import io.countersign.ledger.entry.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;

/** Our events as entries. Whatever Axon's tag resolver says, tags follow from the event and its author alone. */
public final class SealedEvents implements EventFormat {

    /** What the tag of an idempotency key begins with. */
    public static final String ONCE = "idempotency/";

    @Override
    public Sealable sealable(TaggedEventMessage<?> tagged) {
        EventMessage message = tagged.event();
        Metadata metadata = message.metadata();
        LedgerEvent event = (LedgerEvent) Objects.requireNonNull(message.payload());
        return sealable(message.identifier(), event, author(metadata.get(AUTHOR_TYPE), metadata.get(PERSON)),
                metadata.get(IDEMPOTENCY_KEY), metadata.get(REQUEST_DIGEST), metadata.get(COMMAND));
    }

    static Sealable sealable(String id, LedgerEvent event, Author author, @Nullable String key,
            @Nullable String request,
            @Nullable String command) {
        String type = EventCatalog.typeOf(event);
        return new Sealable(id, type, event.subject(), streams(event, type, author.person()), tags(event, key), author,
                key,
                request, EventCatalog.write(event), command);
    }

    /** Everything an entry is looked up by, recomputed from what it says. */
    static Sealable read(Entry entry) {
        LedgerEvent event = EventCatalog.read(entry.type(), entry.data());
        return sealable(entry.id(), event, entry.author(), entry.idempotencyKey(), entry.requestDigest(), null);
    }

    @Override
    public EventMessage message(Entry entry) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put(POSITION, Long.toString(entry.position()));
        metadata.put(AUTHOR_TYPE, entry.author().kind().text());
        put(metadata, PERSON, entry.author().person());
        put(metadata, IDEMPOTENCY_KEY, entry.idempotencyKey());
        put(metadata, REQUEST_DIGEST, entry.requestDigest());
        return new GenericEventMessage(new GenericMessage(entry.id(), new MessageType(entry.type()),
                EventCatalog.read(entry.type(), entry.data()), metadata), entry::time);
    }

    private static List<String> streams(LedgerEvent event, String type, @Nullable String person) {
        List<String> streams = new ArrayList<>(event.streams());
        if (person != null) {
            streams.add(person);
        }
        streams.add("type/" + type);
        return streams;
    }

    private static Set<String> tags(LedgerEvent event, @Nullable String key) {
        Set<String> tags = new LinkedHashSet<>(event.tags());
        if (key != null) {
            tags.add(ONCE + key);
        }
        return tags;
    }

    /** Only who says so, or says nothing at all, is the system: someone whose name got lost must not become nobody. */
    private static Author author(@Nullable String kind, @Nullable String person) {
        String named = kind == null ? Author.Kind.SYSTEM.text() : kind;
        for (Author.Kind each : Author.Kind.values()) {
            if (each.text().equals(named)) {
                return new Author(each, person);
            }
        }
        throw new IllegalArgumentException("there is no kind of author called " + kind);
    }

    private static void put(Map<String, String> metadata, String key, @Nullable String value) {
        if (value != null) {
            metadata.put(key, value);
        }
    }
}
