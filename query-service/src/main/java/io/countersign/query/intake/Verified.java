package io.countersign.query.intake;

import io.countersign.events.LedgerEvent;
import io.countersign.events.Redactable;
import io.countersign.events.state.Recorded;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.hash.Digest;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An entry that passed the gate.
 *
 * @param bytes exactly as sealed; not copied, not to be changed
 * @param leaf  its leaf hash, computed here
 * @param event what its data says; null when this version of the code does not know its type
 */
@SuppressWarnings("ArrayRecordComponent") // two of these are never compared
public record Verified(Entry entry, byte[] bytes, Digest leaf, @Nullable LedgerEvent event) {

    private static final Pattern EVIDENCE = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"");
    /** Size and redactable name stand between. */
    private static final Pattern TYPED = Pattern.compile(
            "\"sha256\":\"([0-9a-f]{64})\"(?:,\"[a-z]+\":(?:[0-9]+|\\{[^{}]*\\}))*,\"mediaType\":\"([a-z0-9!#$&^_.+/-]+)\"");

    public long position() {
        return entry.position();
    }

    /** As the folds of a deployment's state take it; empty for an event of an unknown type. */
    public Optional<Recorded> recorded() {
        return Optional.ofNullable(event)
                .map(e -> new Recorded(e, entry.position(), entry.time(), entry.author().person()));
    }

    /** Hex SHA-256 of the evidence files its data names. */
    public Set<String> evidence() {
        return EVIDENCE.matcher(entry.data()).results().map(m -> m.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Media types that its data states of such files, by hex SHA-256. */
    public Map<String, String> mediaTypes() {
        Map<String, String> types = new HashMap<>();
        TYPED.matcher(entry.data()).results().forEach(m -> types.put(m.group(1), m.group(2)));
        return types;
    }

    /** Digests of the redactable values its data names. */
    public Set<String> redactables() {
        return Redactable.digestsIn(entry.data());
    }
}
