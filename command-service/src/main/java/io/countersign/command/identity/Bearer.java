package io.countersign.command.identity;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.PlainText;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Whom a token speaks for, in the clear: lives as long as its request.
 *
 * @param name for people to read, in one line; the subject when the token has none
 */
public record Bearer(String issuer, String subject, String name, Caller.Kind kind, Set<String> roles) {

    public Bearer {
        roles = Set.copyOf(roles);
    }

    /** Reads the claims {@code iss, sub, name, roles, client_kind}. What says nothing of being a person's is a machine's. */
    public static Bearer of(Jwt token) {
        String subject = Objects.requireNonNull(token.getSubject());
        String name = token.getClaimAsString("name");
        List<String> roles = token.getClaimAsStringList("roles");
        return new Bearer(Objects.requireNonNull(token.getClaimAsString("iss")), subject,
                PlainText.cleaned(name == null || name.isBlank() ? subject : name),
                "user".equals(token.getClaimAsString("client_kind")) ? Caller.Kind.USER : Caller.Kind.SERVICE_ACCOUNT,
                roles == null ? Set.of() : Set.copyOf(roles));
    }
}
