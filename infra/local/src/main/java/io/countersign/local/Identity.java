package io.countersign.local;

import java.util.List;

/**
 * Who a local token speaks for.
 *
 * @param subject
 *            the issuer's stable name of the person or machine, claim {@code sub}
 * @param name
 *            for people to read, claim {@code name}
 * @param clientKind
 *            {@code user} for a person, {@code service_account} for a machine, claim {@code client_kind}
 * @param roles
 *            claim {@code roles}
 */
public record Identity(String subject, String name, String clientKind, List<String> roles) {
    /** The roles that the local issuer knows; it has one identity for each, whose subject is the role's name. */
    public static final List<String> ROLES = List.of("developer", "reviewer", "devops", "security", "compliance",
            "auditor",
            "pipeline");

    /** query-service itself, which may read the disclosures that command-service keeps. */
    public static final Identity QUERY_SERVICE = new Identity("query-service", "query-service", "service_account",
            List.of("log-reader"));

    public Identity {
        roles = List.copyOf(roles);
    }

    /** The local identity of a role. The pipeline is a machine, everyone else a person. */
    public static Identity of(String role) {
        return of(role, "Local " + role, List.of(role));
    }

    /**
     * A made-up identity; it is a machine if it holds the role {@code pipeline}.
     *
     * @throws IllegalArgumentException
     *             for a role that is none of {@link #ROLES}
     */
    public static Identity of(String subject, String name, List<String> roles) {
        for (var role : roles) {
            if (!ROLES.contains(role)) {
                throw new IllegalArgumentException("unknown role " + role + ", known are " + String.join(", ", ROLES));
            }
        }
        return new Identity(subject, name, roles.contains("pipeline") ? "service_account" : "user", roles);
    }
}
