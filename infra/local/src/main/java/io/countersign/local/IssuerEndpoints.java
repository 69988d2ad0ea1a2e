package io.countersign.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * The issuer over HTTP: OpenID Connect Discovery 1.0, a JSON Web Key Set (RFC 7517), and the client credentials grant of RFC 6749.
 *
 * <pre>
 * POST /token   grant_type=client_credentials&amp;client_id=security&amp;client_secret=…
 *               [&amp;subject=alice&amp;name=Alice&amp;roles=developer%20reviewer]
 * </pre>
 *
 * {@code client_id} is a role and stands for its local identity. {@code subject}, {@code name} and {@code roles} (all optional) make up
 * another one. The client {@code query-service} has a secret of its own and gets its own identity only. Client and secret may come as HTTP Basic credentials instead.
 */
final class IssuerEndpoints implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_FORM_BYTES = 16_384;

    private final LocalIssuer issuer;
    private final HttpServer server;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("issuer-", 0).factory());

    IssuerEndpoints(int port, LocalIssuer issuer) throws IOException {
        this.issuer = issuer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                case "GET /.well-known/openid-configuration" ->
                    answer(exchange, 200, JSON.writeValueAsString(discovery()));
                case "GET /jwks" -> answer(exchange, 200, issuer.publicKeys());
                case "POST /token" -> token(exchange);
                default -> answer(exchange, 404, error("not_found", "see /.well-known/openid-configuration"));
            }
        }
    }

    private Map<String, Object> discovery() {
        return Map.of("issuer", issuer.issuer(), "jwks_uri", issuer.jwksUri(), "token_endpoint", issuer.tokenEndpoint(),
                "grant_types_supported", List.of("client_credentials"), "response_types_supported", List.of(),
                "token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"),
                "subject_types_supported", List.of("public"), "id_token_signing_alg_values_supported", List.of("RS256"),
                "claims_supported", List.of("iss", "sub", "name", "aud", "roles", "client_kind", "iat", "exp", "jti"));
    }

    private void token(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(MAX_FORM_BYTES + 1);
        if (body.length > MAX_FORM_BYTES) {
            answer(exchange, 413, error("invalid_request", "more than " + MAX_FORM_BYTES + " bytes"));
            return;
        }
        try {
            var form = form(new String(body, StandardCharsets.UTF_8));
            credentials(exchange, form);
            if (!"client_credentials".equals(form.get("grant_type"))) {
                answer(exchange, 400, error("unsupported_grant_type", "only client_credentials"));
            } else if (!isSecret(form)) {
                answer(exchange, 401, error("invalid_client", "wrong client_secret"));
            } else {
                var token = issuer.token(identity(form));
                answer(exchange, 200, JSON.writeValueAsString(Map.of("access_token", token, "token_type", "Bearer",
                        "expires_in", LocalIssuer.LIFETIME.toSeconds())));
            }
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, error("invalid_request", String.valueOf(e.getMessage())));
        }
    }

    private static Identity identity(Map<String, String> form) {
        if (isService(form)) {
            return Identity.QUERY_SERVICE;
        }
        var known = Identity.of(form.getOrDefault("client_id", ""));
        var subject = form.getOrDefault("subject", known.subject());
        var roles = form.containsKey("roles") ? List.of(form.getOrDefault("roles", "").split(" ")) : known.roles();
        var name = form.getOrDefault("name", subject.equals(known.subject()) ? known.name() : subject);
        return Identity.of(subject, name, roles);
    }

    private static void credentials(HttpExchange exchange, Map<String, String> form) {
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header != null && header.regionMatches(true, 0, "Basic ", 0, 6)) {
            var pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8)
                    .split(":", 2);
            form.put("client_id", decoded(pair[0]));
            form.put("client_secret", pair.length == 2 ? decoded(pair[1]) : "");
        }
    }

    private boolean isSecret(Map<String, String> form) {
        var expected = isService(form) ? issuer.serviceSecret() : issuer.secret();
        var given = form.getOrDefault("client_secret", "");
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isService(Map<String, String> form) {
        return Identity.QUERY_SERVICE.subject().equals(form.get("client_id"));
    }

    private static Map<String, String> form(String body) {
        var form = new HashMap<String, String>();
        for (var pair : body.split("&")) {
            var parts = pair.split("=", 2);
            if (parts.length == 2) {
                form.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String error(String code, String description) {
        return JSON.writeValueAsString(Map.of("error", code, "error_description", description));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
