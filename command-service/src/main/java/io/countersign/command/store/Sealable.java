package io.countersign.command.store;

import io.countersign.ledger.entry.Author;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the log: all of its entry but what only sealing can say.
 *
 * @param streams the populations it is counted in, {@code person/…} and {@code type/…} among them
 * @param tags everything it is looked up by: its streams, which are always added, and whatever else is given
 * @param data the event as compact JSON
 * @param command the command whose receipt is for this entry, if one is
 */
public record Sealable(String id, String type, String subject, List<String> streams, Set<String> tags, Author author,
        @Nullable String idempotencyKey, @Nullable String requestDigest, String data, @Nullable String command) {

    public Sealable {
        streams = List.copyOf(new LinkedHashSet<>(streams));
        Set<String> all = new LinkedHashSet<>(streams);
        all.addAll(tags);
        tags = Collections.unmodifiableSet(all);
    }
}
