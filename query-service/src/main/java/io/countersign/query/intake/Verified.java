package io.countersign.query.intake;

import io.countersign.events.LedgerEvent;
import io.countersign.events.state.Recorded;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.hash.Digest;
import java.util.Optional;
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

    public long position() {
        return entry.position();
    }

    /** As the folds of a deployment's state take it; empty for an event of an unknown type. */
    public Optional<Recorded> recorded() {
        return Optional.ofNullable(event)
                .map(e -> new Recorded(e, entry.position(), entry.time(), entry.author().person()));
    }
}
