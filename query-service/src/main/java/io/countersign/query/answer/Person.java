package io.countersign.query.answer;

import org.jspecify.annotations.Nullable;

/**
 * A person in an answer; becomes {@code {"person", "name"}} when the answer is sent.
 *
 * @param person {@code person/<uuid>}
 */
public record Person(String person) {

    public static @Nullable Person of(@Nullable String person) {
        return person == null ? null : new Person(person);
    }
}
