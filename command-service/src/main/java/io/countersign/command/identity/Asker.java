package io.countersign.command.identity;

import io.countersign.command.decision.Caller;
import io.countersign.events.Redactable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, before the log has been looked at.
 *
 * @param identity keyed HMAC of issuer and subject, base64url
 * @param roles as the token says
 * @param introduction how they are introduced should the log not know them; null when it is known to
 */
public record Asker(String identity, Caller.Kind kind, Set<String> roles, @Nullable Introduction introduction) {

    /** What the entry that introduces someone says of them, each the digest of a disclosure. */
    public record Introduction(Redactable issuer, Redactable subject, Redactable name) {}

    /** The service itself, acting on schedule: nobody whom the log would have to know. */
    public static Asker system() {
        return new Asker("system", Caller.Kind.SYSTEM, Set.of(), null);
    }

    public boolean isSystem() {
        return kind == Caller.Kind.SYSTEM;
    }

    public Asker {
        roles = Set.copyOf(roles);
    }
}
