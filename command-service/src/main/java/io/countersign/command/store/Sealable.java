package io.countersign.command.store;

import io.countersign.ledger.entry.Author;
import io.countersign.ledger.entry.EntryDraft;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the log: all of its entry but what only sealing can say.
 *
 * @param streams the populations it is counted in, {@code person/…} and {@code type/…} among them
 * @param tags everything it is looked up by: first its streams, which are always added, then whatever else is given
 * @param data the event as compact JSON
 * @param disclosures what its digests stand for: encoded, by digest
 * @param command the command whose receipt is for this entry, if one is
 * @param draft what is sealed; null until the event {@linkplain Sealer#drafted was checked}
 */
public record Sealable(String id, String type, String subject, List<String> streams, Set<String> tags, Author author,
        @Nullable String idempotencyKey, @Nullable String requestDigest, String data,
        Map<String, String> disclosures, @Nullable String command, @Nullable EntryDraft draft) {

    public Sealable {
        if (draft == null) { // else it is a copy of one that was put in order
            streams = List.copyOf(new LinkedHashSet<>(streams));
            Set<String> all = new LinkedHashSet<>(streams);
            all.addAll(tags);
            tags = Collections.unmodifiableSet(all);
        }
    }

    public Sealable(String id, String type, String subject, List<String> streams, Set<String> tags, Author author,
            @Nullable String idempotencyKey, @Nullable String requestDigest, String data, @Nullable String command) {
        this(id, type, subject, streams, tags, author, idempotencyKey, requestDigest, data, Map.of(), command, null);
    }

    /** With those of the disclosures, given by digest, that the event names. */
    Sealable disclosing(Map<String, String> some) {
        if (some.isEmpty()) {
            return this;
        }
        Map<String, String> named = new HashMap<>(some);
        named.keySet().removeIf(digest -> !data.contains(digest));
        return new Sealable(id, type, subject, streams, tags, author, idempotencyKey, requestDigest, data, named,
                command, draft);
    }

    Sealable with(EntryDraft checked) {
        return new Sealable(id, type, subject, streams, tags, author, idempotencyKey, requestDigest, data,
                disclosures, command, checked);
    }
}
