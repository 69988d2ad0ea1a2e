package io.countersign.command.axon;

import io.countersign.command.store.MessageKeys;
import io.countersign.events.LedgerEvent;
import io.countersign.events.state.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** An event as Axon hands it over from the log. */
record Sourced(Recorded recorded, @Nullable String idempotencyKey, @Nullable String requestDigest) {

    static Sourced of(EventMessage message) {
        LedgerEvent event = (LedgerEvent) Objects.requireNonNull(message.payload());
        var metadata = message.metadata();
        long position = Long.parseLong(Objects.requireNonNull(metadata.get(MessageKeys.POSITION)));
        return new Sourced(new Recorded(event, position, message.timestamp(), metadata.get(MessageKeys.PERSON)),
                metadata.get(MessageKeys.IDEMPOTENCY_KEY), metadata.get(MessageKeys.REQUEST_DIGEST));
    }

    /** Waits for the whole stream: decisions need all of it, and run on the caller's own (virtual) thread. */
    static List<Sourced> all(MessageStream<? extends EventMessage> stream) {
        return stream.<List<Sourced>>reduce(new ArrayList<>(), (list, entry) -> {
            list.add(of(entry.message()));
            return list;
        }).join();
    }
}
