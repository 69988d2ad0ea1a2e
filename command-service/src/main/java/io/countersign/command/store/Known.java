package io.countersign.command.store;

import io.countersign.ledger.entry.Entry;
import java.util.Objects;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** A sealed entry, decoded when it is first asked for and only then. */
final class Known {

    private final long position;
    private final String type;
    private final int length;
    private byte @Nullable [] bytes;
    private @Nullable Entry entry;
    private volatile @Nullable EventMessage message;

    Known(long position, String type, byte[] bytes) {
        this.position = position;
        this.type = type;
        this.bytes = bytes;
        this.length = bytes.length;
    }

    /** An entry that was sealed here a moment ago. */
    Known(Entry entry, int length) {
        this.position = entry.position();
        this.type = entry.type();
        this.entry = entry;
        this.length = length;
    }

    long position() {
        return position;
    }

    String type() {
        return type;
    }

    /** Length of the entry. */
    int bytes() {
        return length;
    }

    EventMessage message(EventFormat format) {
        EventMessage decoded = message;
        return decoded == null ? decode(format) : decoded;
    }

    private synchronized EventMessage decode(EventFormat format) {
        EventMessage decoded = message;
        if (decoded == null) {
            decoded = format.message(
                    entry != null ? entry : LedgerEventStorageEngine.decode(Objects.requireNonNull(bytes)));
            message = decoded;
            bytes = null;
            entry = null;
        }
        return decoded;
    }
}
