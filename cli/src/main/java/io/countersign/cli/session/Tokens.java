package io.countersign.cli.session;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Tokens of the local stack's identities, fresh from its issuer (client credentials, RFC 6749), else those its {@code stack.json} holds. */
final class Tokens {

    private static final List<String> ROLES = List.of("developer", "reviewer", "devops", "security", "compliance",
            "auditor", "pipeline");

    private Tokens() {}

    static String mint(Stack stack, String role, Transport transport) {
        if (!ROLES.contains(role)) {
            throw Failure.usage("--as " + role + ": no such local identity; there are " + String.join(", ", ROLES));
        }
        String kept = stack.token(role);
        String secret = stack.issuerSecret().orElse(null);
        if (secret == null) {
            if (kept == null) {
                throw Failure.local(stack.file() + " has no token for " + role);
            }
            return kept;
        }
        try {
            return ask(stack, role, secret, transport);
        } catch (Failure e) {
            if (kept == null) {
                throw e;
            }
            return kept;
        }
    }

    private static String ask(Stack stack, String role, String secret, Transport transport) {
        String form = "grant_type=client_credentials&client_id=" + encode(role) + "&client_secret=" + encode(secret);
        HttpRequest request = HttpRequest.newBuilder(Address.of("/token").at(stack.issuer()))
                .timeout(Duration.ofSeconds(10)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)).build();
        HttpResponse<byte[]> response = transport.send(request,
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), 1 << 16));
        try {
            return Json.maybe(Json.parse(response.body()), "access_token")
                    .orElseThrow(() -> Failure.local("the issuer gives no token for " + role));
        } catch (JacksonException e) {
            throw Failure.local("the issuer answered something that is no JSON");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
