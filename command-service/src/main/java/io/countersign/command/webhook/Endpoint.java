package io.countersign.command.webhook;

import io.countersign.ledger.note.Ed25519Key;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address that entries are posted to.
 *
 * @param name   the operator's, {@code [a-z0-9][a-z0-9._-]{0,62}}; delivery goes on where it was as long as the name stays
 * @param url    {@code https}, or {@code http} on a loopback address
 * @param types  sealed names of the events it gets, such as {@code countersign.deployment-went-live.v1}
 * @param secret of the HMAC, 24 to 64 bytes; not copied, not to be changed
 * @param key    signs as well where there is one (v1a)
 */
@SuppressWarnings("ArrayRecordComponent")
record Endpoint(String name, URI url, Set<String> types, byte[] secret, @Nullable Ed25519Key key) {

    Endpoint {
        types = Set.copyOf(types);
    }

    /** Names no secret, and of the address only what a log may show. */
    @Override
    public String toString() {
        return name;
    }
}
