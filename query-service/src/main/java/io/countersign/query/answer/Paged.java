package io.countersign.query.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list's page.
 *
 * @param position   the last entry that counts
 * @param checkpoint the log's signed note that covers it
 * @param next       cursor of the next page; null on the last
 */
public record Paged<T>(List<T> items, long position, @Nullable String checkpoint, @Nullable String next) {}
