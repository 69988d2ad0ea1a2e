package io.countersign.query.answer;

import org.jspecify.annotations.Nullable;

/**
 * A person's name in an answer whose other members say who it is; becomes plain text when the answer is sent.
 *
 * @param person {@code person/<uuid>}
 */
public record NameOf(String person) {

    public static @Nullable NameOf of(@Nullable String person) {
        return person == null ? null : new NameOf(person);
    }
}
