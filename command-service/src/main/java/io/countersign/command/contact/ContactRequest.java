package io.countersign.command.contact;

import io.countersign.events.Redactable;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/contacts}. With neither name nor address nobody is to be called in this role any more.
 *
 * @param role such as {@code Technical Lead}; 1 to 64 letters, digits and plain punctuation
 * @param address by which to reach them
 * @param availability such as {@code 24/7}
 */
public record ContactRequest(@Nullable String system, @Nullable String environment, @Nullable String role,
        @Nullable Redactable name, @Nullable Redactable address, @Nullable Redactable availability) {}
