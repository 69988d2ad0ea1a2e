package io.countersign.stack;

import io.countersign.local.LocalFault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One of the two services, spoken to as anybody else does: JSON over HTTP with a bearer token. */
record Api(HttpClient client, String address) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    // a request is known again by its very bytes, and maps have no order of their own
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /**
     * @param key the request's Idempotency-Key: asked again, the answer is the same and nothing happens twice
     * @throws LocalFault if the answer is none of success
     */
    JsonNode post(String path, String token, String key, Map<String, ?> body) {
        return send(request(path, token).header("Content-Type", "application/json").header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))).build());
    }

    /** @throws LocalFault if the answer is none of success */
    JsonNode get(String path, String token) {
        return send(request(path, token).build());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE).header("Authorization",
                "Bearer " + token);
    }

    private JsonNode send(HttpRequest request) {
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new LocalFault(
                        request.method() + " " + request.uri() + " was answered with " + answer.statusCode() + ": "
                                + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new LocalFault(request.uri() + " answered something that is no JSON.", e);
        } catch (IOException e) {
            throw new LocalFault(request.uri() + " does not answer: " + LocalFault.why(e) + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFault("Interrupted.", e);
        }
    }
}
