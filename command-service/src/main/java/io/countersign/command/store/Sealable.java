package io.countersign.command.store;

import io.countersign.ledger.entry.Author;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the log: all of its entry but what only sealing can say.
 *
 * @param streams the populations it is counted in, {@code person/…} and {@code type/…} among them
 * @param tags what else it is looked up by
 * @param data the event as compact JSON
 * @param command the command whose receipt is for this entry, if one is
 */
public record Sealable(String id, String type, String subject, List<String> streams, List<String> tags, Author author,
        @Nullable String idempotencyKey, @Nullable String requestDigest, String data, @Nullable String command) {

    public Sealable {
        streams = List.copyOf(new LinkedHashSet<>(streams));
        tags = List.copyOf(new LinkedHashSet<>(tags));
    }

    /** Everything it is looked up by: its streams, then its other tags. */
    List<String> allTags() {
        List<String> all = new ArrayList<>(streams);
        for (String tag : tags) {
            if (!all.contains(tag)) {
                all.add(tag);
            }
        }
        return all;
    }

    Set<String> tagSet() {
        return Set.copyOf(allTags());
    }
}
