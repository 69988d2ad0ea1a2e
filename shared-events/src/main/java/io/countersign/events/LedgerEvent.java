package io.countersign.events;

import java.util.List;

/** Something that happened, as one entry's {@code data}. Subject, streams and tags are pure functions of the event, so an index of them can always be recomputed. */
public sealed interface LedgerEvent
        permits DeploymentEvent, SafeguardEvents, ContactEvents, ChecklistEvents, MaintenanceEvents, IdentityEvents,
        LedgerEvents {

    /** What the event is about, such as {@code deployment/0198…}: the CloudEvents {@code subject} and the Kafka key. */
    String subject();

    /**
     * The populations this entry is counted in, such as {@code deployment/<id>}. The sealer adds {@code person/<uuid>} of who acted and
     * {@code type/<type>}.
     */
    List<String> streams();

    /** What decisions look the entry up by, besides its streams. */
    default List<String> tags() {
        return List.of();
    }
}
