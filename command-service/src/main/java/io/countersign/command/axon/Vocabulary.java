package io.countersign.command.axon;

import io.countersign.command.decision.Look;
import io.countersign.command.store.MessageKeys;
import io.countersign.command.store.SealedEvents;
import io.countersign.events.EventCatalog;
import io.countersign.events.LedgerEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.axonframework.eventsourcing.eventstore.TagResolver;

/**
 * Our names in Axon's words. An event's message type is its sealed type, whole ({@code countersign.item-completed.v1}), the version of the
 * message type is always Axon's default; a tag {@code item/<deployment>/<item>} has the key {@code item} and the rest as its value.
 */
public final class Vocabulary implements MessageTypeResolver, TagResolver {

    static final MessageType ASKED = new MessageType("countersign.asked");

    /** Made once: a command asks for a dozen of their names. */
    private static final Map<Class<?>, MessageType> TYPES = types();

    private static Map<Class<?>, MessageType> types() {
        Map<Class<?>, MessageType> types = new HashMap<>();
        EventCatalog.events().forEach(e -> types.put(e, messageType(EventCatalog.typeOf(e))));
        types.put(Asked.class, ASKED);
        return Map.copyOf(types);
    }

    /** The message type of a sealed type. */
    public static MessageType messageType(String sealedType) {
        return new MessageType(sealedType);
    }

    /** The tag that a name such as {@code deployment/0198…} stands for. */
    public static Tag tag(String name) {
        int slash = name.indexOf('/');
        if (slash <= 0) {
            throw new IllegalArgumentException("a tag has a key, a slash and a value: " + name);
        }
        return new Tag(name.substring(0, slash), name.substring(slash + 1));
    }

    @Override
    public Optional<MessageType> resolve(Class<?> payloadType) {
        return Optional.ofNullable(TYPES.get(payloadType));
    }

    /** Every tag that the sealed entry will have, a pure function of the message. */
    @Override
    public Set<Tag> resolve(EventMessage message) {
        LedgerEvent event = (LedgerEvent) Objects.requireNonNull(message.payload());
        Set<Tag> tags = new HashSet<>();
        event.streams().forEach(s -> tags.add(tag(s)));
        event.tags().forEach(t -> tags.add(tag(t)));
        tags.add(new Tag("type", message.type().name()));
        Optional.ofNullable(message.metadata().get(MessageKeys.PERSON)).ifPresent(p -> tags.add(tag(p)));
        Optional.ofNullable(message.metadata().get(MessageKeys.IDEMPOTENCY_KEY))
                .ifPresent(k -> tags.add(tag(idempotency(k))));
        return tags;
    }

    static String idempotency(String key) {
        return SealedEvents.ONCE + key;
    }

    static EventCriteria criteria(Collection<Look> looks) {
        return EventCriteria.either(looks.stream().map(Vocabulary::criteria).collect(Collectors.toSet()));
    }

    private static QualifiedName name(Class<? extends LedgerEvent> event) {
        return Objects.requireNonNull(TYPES.get(event)).qualifiedName();
    }

    private static EventCriteria criteria(Look look) {
        var tagged = EventCriteria.havingTags(tag(look.tag()));
        return look.types().isEmpty()
                ? tagged
                : tagged.andBeingOneOfTypes(look.types().stream().map(Vocabulary::name).collect(Collectors.toSet()));
    }
}
