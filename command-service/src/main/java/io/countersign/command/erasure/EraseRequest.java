package io.countersign.command.erasure;

import io.countersign.events.Redactable;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/entries/{position}/erase}.
 *
 * @param deployment whose entry it is, to be compared with the entry; null for an entry of no deployment, such as a person's introduction
 * @param field      the member whose text is erased, such as {@code note}; every text of the entry under this name is
 * @param reason     why, and under what authority
 */
record EraseRequest(@Nullable String deployment, @Nullable String field, @Nullable Redactable reason) {}
