package io.countersign.command.deployment;

import io.countersign.events.Redactable;
import org.jspecify.annotations.Nullable;

/** The bodies of {@code POST …/notes} and {@code …/fields}. */
public sealed interface ParticularsRequest {

    record AddNote(@Nullable Redactable text) implements ParticularsRequest {}

    record SetField(@Nullable String name, @Nullable Redactable value) implements ParticularsRequest {}
}
