package io.countersign.query.command;

import io.countersign.query.Config;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** This service's own token, had from the issuer by the client credentials grant (RFC 6749, 4.4) and kept until shortly before it expires. */
@Component
class ServiceToken {

    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI issuer;
    private final Config.Service service;
    private final HttpClient http;
    private final InstantSource clock;
    private final JsonMapper json;
    private String token = "";
    private Instant until = Instant.MIN;

    ServiceToken(Config config, HttpClient http, InstantSource clock, JsonMapper json) {
        this.issuer = config.issuer();
        this.service = config.service();
        this.http = http;
        this.clock = clock;
        this.json = json;
    }

    /** @throws IOException when the issuer cannot be reached or gives none */
    synchronized String get() throws IOException, InterruptedException {
        Instant now = clock.instant();
        if (!now.isBefore(until)) {
            JsonNode answer = request(tokenEndpoint());
            token = answer.path("access_token").asString("");
            until = now.plusSeconds(answer.path("expires_in").asLong(60)).minus(MARGIN);
        }
        return token;
    }

    private URI tokenEndpoint() throws IOException, InterruptedException {
        String base = issuer.toString().replaceAll("/$", "");
        var request = HttpRequest.newBuilder(URI.create(base + "/.well-known/openid-configuration")).timeout(PATIENCE)
                .build();
        return URI.create(send(request).path("token_endpoint").asString(""));
    }

    private JsonNode request(URI endpoint) throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + encode(service.client()) + "&client_secret="
                + encode(service.secret());
        return send(HttpRequest.newBuilder(endpoint).timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build());
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the issuer answered " + response.statusCode() + " at " + request.uri().getPath());
        }
        return json.readTree(response.body());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
