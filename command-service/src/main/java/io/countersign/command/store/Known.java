package io.countersign.command.store;

import java.util.Objects;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** A sealed entry, decoded when it is first asked for and only then; until then its bytes, which are the least to keep. */
final class Known {

    private final long position;
    private final String type;
    private final int length;
    private byte @Nullable [] bytes;
    private volatile @Nullable EventMessage message;

    Known(long position, String type, byte[] bytes) {
        this.position = position;
        this.type = type;
        this.bytes = bytes;
        this.length = bytes.length;
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
            decoded = format.message(LedgerEventStorageEngine.decode(Objects.requireNonNull(bytes)));
            message = decoded;
            bytes = null;
        }
        return decoded;
    }
}
