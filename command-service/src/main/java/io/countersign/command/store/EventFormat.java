package io.countersign.command.store;

import io.countersign.ledger.entry.Entry;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.eventhandling.EventMessage;

/** How Axon's event messages become entries and entries event messages. Tags must be a pure function of the entry's bytes. */
public interface EventFormat {

    Sealable sealable(TaggedEventMessage<?> event);

    EventMessage message(Entry entry);
}
