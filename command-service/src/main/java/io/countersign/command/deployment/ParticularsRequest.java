package io.countersign.command.deployment;

import io.countersign.command.decision.FieldValue;
import io.countersign.events.Redactable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The bodies of {@code POST …/notes}, {@code …/fields} and {@code …/notifications}. */
public sealed interface ParticularsRequest {

    record AddNote(@Nullable Redactable text) implements ParticularsRequest {}

    record SetField(@Nullable String name, @Nullable FieldValue value) implements ParticularsRequest {}

    /**
     * @param channel by which it was told, such as {@code email}: 1 to 32 of a-z, 0-9 and dash
     * @param to who was told
     * @param reference of the message in its channel
     */
    record Notify(@Nullable String channel, @Nullable Redactable to, @Nullable Redactable reference,
            @Nullable Instant occurredAt) implements ParticularsRequest {}
}
