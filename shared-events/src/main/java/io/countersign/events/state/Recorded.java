package io.countersign.events.state;

import io.countersign.events.LedgerEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as sealed: what happened, where in the log, when and by whom.
 *
 * @param time the sealed time
 * @param person {@code person/<uuid>}; null when the system itself acted
 */
public record Recorded(LedgerEvent event, long position, Instant time, @Nullable String person) {}
