package io.countersign.command.store;

import io.countersign.command.keyring.KeyRing;
import io.countersign.events.state.LogKeys;
import io.countersign.ledger.note.NoteSigner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Who signs the next commit's checkpoint: the keys that the log's own entries name, if this node has them. For the appender's thread. */
final class LogSigning {

    private final KeyRing ring;
    private final Supplier<LogKeys> stored;
    private LogKeys keys;

    /** @param stored reads what the log says now */
    LogSigning(KeyRing ring, Supplier<LogKeys> stored) {
        this.ring = ring;
        this.stored = stored;
        this.keys = LogKeys.of(ring.first().verifierKey().format());
    }

    /** One key for ever. */
    static LogSigning by(NoteSigner only) {
        KeyRing ring = KeyRing.of(only);
        return new LogSigning(ring, () -> LogKeys.of(only.verifierKey().format()));
    }

    /** @param size of the log that the next commit is built on */
    void reload(long size) {
        keys = stored.get().before(size);
    }

    /** Why this node must not append now; empty when it has every key that signs at that time. */
    Optional<String> lacking(Instant sealed) {
        return keys.signing(sealed).stream().filter(vkey -> ring.signer(vkey).isEmpty()).findFirst()
                .map(vkey -> "key: this node's key file lacks the log's key " + vkey
                        + "; nodes share one key file. Put the rotated one in its place");
    }

    /** @throws StoreUnavailable when a key is lacking */
    List<NoteSigner> at(Instant sealed) {
        return keys.signing(sealed).stream().map(vkey -> ring.signer(vkey)
                .orElseThrow(() -> new StoreUnavailable(lacking(sealed).orElse("key: " + vkey), null))).toList();
    }
}
