package io.countersign.command.decision;

import io.countersign.events.Redactable;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The value of a form's field as a decision may see it.
 *
 * @param text the value's digest
 * @param fits what the value can be
 */
public record FieldValue(Redactable text, Set<FieldType> fits) {

    public FieldValue {
        fits = Set.copyOf(fits);
    }

    /** @param value what the caller wrote; @param text its digest */
    public static FieldValue of(String value, Redactable text) {
        return new FieldValue(text, Arrays.stream(FieldType.values()).filter(t -> t.takes(value.strip()))
                .collect(Collectors.toUnmodifiableSet()));
    }
}
