package io.countersign.query.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.query.answer.NameOf;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found.
 *
 * @param kind     {@code deployment}, {@code item}, {@code text} or {@code person}
 * @param item     that was found, or that the entry is about, if it is one
 * @param about    what the entry of a text is about: an item, control, role, field or measurement
 * @param event    kind of the entry of a text; {@code field} the member that says it
 * @param person   who was found
 * @param position of the entry: it said the text, opened the deployment or introduced the person
 * @param snippet  where the words stand
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Hit(String kind, @Nullable String deployment, @Nullable String system, @Nullable String environment,
        @Nullable String item, @Nullable String about, @Nullable String event, @Nullable String field,
        @Nullable String person, @Nullable NameOf name, long position, String snippet) {}
