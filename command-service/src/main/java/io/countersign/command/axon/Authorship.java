package io.countersign.command.axon;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Ids;
import io.countersign.command.identity.Asker;
import io.countersign.command.identity.Asker.Introduction;
import io.countersign.command.store.MessageKeys;
import io.countersign.events.EventCatalog;
import io.countersign.events.IdentityEvents.PersonIntroduced;
import io.countersign.events.LedgerEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Who the entries of a command are by.
 *
 * @param person {@code person/<uuid>}, or {@value #SYSTEM} where the system acts by itself, which no entry names
 * @param introduced the event that introduces them, when the log does not know them yet
 */
record Authorship(String person, Caller.Kind kind, @Nullable PersonIntroduced introduced) {

    private static final String SYSTEM = "system";

    static Authorship of(Asker asker, List<Sourced> sourced, Ids ids) {
        if (asker.isSystem()) {
            return new Authorship(SYSTEM, asker.kind(), null);
        }
        for (Sourced s : sourced) {
            if (s.recorded().event() instanceof PersonIntroduced p && p.identity().equals(asker.identity())) {
                return new Authorship(p.person(), asker.kind(), null);
            }
        }
        Introduction introduction = asker.introduction();
        if (introduction == null) {
            throw new IllegalStateException("someone taken for known is not in the log");
        }
        String person = "person/" + ids.next();
        return new Authorship(person, asker.kind(), new PersonIntroduced(person, asker.identity(), label(asker.kind()),
                introduction.issuer(), introduction.subject(), introduction.name()));
    }

    Caller caller(Asker asker) {
        return new Caller(person, asker.identity(), kind, asker.roles());
    }

    /** The messages of one append, the introduction first; only the first of {@code events} asks for a receipt. */
    List<EventMessage> messages(String command, List<LedgerEvent> events, Asked.@Nullable Key key, Instant now,
            Ids ids) {
        boolean system = kind == Caller.Kind.SYSTEM;
        Map<String, String> author = system
                ? Map.of(MessageKeys.AUTHOR_TYPE, label(kind))
                : Map.of(MessageKeys.AUTHOR_TYPE, label(kind), MessageKeys.PERSON, person);
        List<EventMessage> messages = new ArrayList<>();
        if (introduced != null) {
            messages.add(message(introduced, author, now, ids));
        }
        Map<String, String> keyed = new HashMap<>(author);
        if (key != null) {
            keyed.put(MessageKeys.IDEMPOTENCY_KEY, key.idempotencyKey());
            keyed.put(MessageKeys.REQUEST_DIGEST, key.requestDigest());
        }
        Map<String, String> first = new HashMap<>(keyed);
        if (!system) {
            first.put(MessageKeys.COMMAND, command);
        }
        for (int i = 0; i < events.size(); i++) {
            messages.add(message(events.get(i), i == 0 ? first : keyed, now, ids));
        }
        return messages;
    }

    /** The instant is a provisional one: the ledger stamps its own when it seals. */
    private static EventMessage message(LedgerEvent event, Map<String, String> metadata, Instant now, Ids ids) {
        return new GenericEventMessage(new GenericMessage(ids.next().toString(),
                Vocabulary.messageType(EventCatalog.typeOf(event)), event, metadata), () -> now);
    }

    private static String label(Caller.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
