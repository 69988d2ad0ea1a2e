package io.countersign.command.decision;

import java.util.Set;

/**
 * Who asks, as the security filter authenticated them.
 *
 * @param person {@code person/<uuid>}, given at first sight
 * @param identity keyed HMAC of issuer and subject
 * @param roles as the token says: developer, reviewer, devops, security, compliance, auditor, pipeline
 */
public record Caller(String person, String identity, Kind kind, Set<String> roles) {

    public enum Kind {
        USER, SERVICE_ACCOUNT,
        /** Nobody: the service itself, on schedule. */
        SYSTEM
    }

    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean machine() {
        return kind == Kind.SERVICE_ACCOUNT;
    }

    public boolean hasAnyOf(Iterable<String> wanted) {
        for (String role : wanted) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }
}
