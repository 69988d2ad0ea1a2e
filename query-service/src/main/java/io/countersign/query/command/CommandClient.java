package io.countersign.query.command;

import io.countersign.query.Config;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Command-service, as a client of its HTTP API sees it. */
@Component
public class CommandClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(20);

    /** Disclosures after a sequence number; {@code next} is where to go on. */
    public record Disclosures(List<Item> items, long next) {}

    /** @param disclosure encoded, as the digest is made of it */
    public record Item(long sequence, String digest, String disclosure) {}

    /** Command-service refused; its problem document is handed on to who asked. */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int status;
        private final transient JsonNode problem;

        Refused(int status, JsonNode problem) {
            super("command-service answered " + status);
            this.status = status;
            this.problem = problem;
        }

        public int status() {
            return status;
        }

        public JsonNode problem() {
            return problem;
        }
    }

    private final String base;
    private final HttpClient http;
    private final ServiceToken token;
    private final JsonMapper json;

    CommandClient(Config config, HttpClient http, ServiceToken token, JsonMapper json) {
        this.base = config.command().url().toString().replaceAll("/$", "") + "/";
        this.http = http;
        this.token = token;
        this.json = json;
    }

    /** A tile's bytes, by its path without leading slash. */
    public byte[] tile(String path) throws IOException {
        return interruptibly(() -> {
            var response = http.send(request(path, token.get()).build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("command-service answered " + response.statusCode() + " for " + path);
            }
            return response.body();
        });
    }

    /** How many entries the log says it has. */
    public long logSize() throws IOException {
        return interruptibly(() -> {
            var response = http.send(request("api/v1/log", token.get()).build(), BodyHandlers.ofString());
            JsonNode size = json.readTree(response.body()).path("size");
            if (response.statusCode() != 200 || !size.isIntegralNumber()) {
                throw new IOException("command-service answered " + response.statusCode() + " for the log's size");
            }
            return size.asLong();
        });
    }

    /**
     * The newest published checkpoint of at least a size, with who has confirmed it.
     *
     * @param stamped whether to have it witnessed and stamped first, which takes some seconds
     * @return empty when there is none in time
     */
    public Optional<Published> published(long atLeast, boolean stamped) throws IOException {
        return interruptibly(() -> {
            String query = "api/v1/log/published?atLeast=" + atLeast + (stamped ? "&stamped=true" : "");
            var response = http.send(request(query, token.get()).timeout(stamped ? LONG_PATIENCE : SHORT_PATIENCE)
                    .build(), BodyHandlers.ofString());
            if (response.statusCode() == 404) {
                return Optional.empty();
            }
            if (response.statusCode() != 200) {
                throw new IOException("command-service answered " + response.statusCode() + " for published");
            }
            return Optional.of(Published.read(json.readTree(response.body())));
        });
    }

    /** What was disclosed after a sequence number, as this service itself. */
    public Disclosures disclosures(long after) throws IOException {
        return interruptibly(() -> {
            var response = http.send(request("api/v1/disclosures?after=" + after, token.get()).build(),
                    BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("command-service answered " + response.statusCode() + " for disclosures");
            }
            return disclosures(json.readTree(response.body()), after);
        });
    }

    private static Disclosures disclosures(JsonNode answer, long after) {
        List<Item> items = answer.path("items").valueStream().map(i -> new Item(i.path("sequence").asLong(),
                i.path("digest").asString(""), i.path("disclosure").asString(""))).toList();
        long last = items.isEmpty() ? after : items.getLast().sequence();
        return new Disclosures(items, Math.max(last, answer.path("next").asLong(last)));
    }

    /**
     * An evidence file, to be closed by the caller, on behalf of who asked.
     *
     * @return empty when command-service has no such file, or has it no more
     */
    public Optional<InputStream> evidence(String sha256, String callerToken) throws IOException {
        return interruptibly(() -> {
            var response = http.send(request("api/v1/evidence/" + sha256, callerToken).build(),
                    BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                return Optional.of(response.body());
            }
            response.body().close();
            if (response.statusCode() == 404 || response.statusCode() == 410) {
                return Optional.empty();
            }
            throw new IOException("command-service answered " + response.statusCode() + " for evidence " + sha256);
        });
    }

    /**
     * Asks for an export to be recorded, on behalf of who asked.
     *
     * @throws Refused with command-service's own problem
     */
    public JsonNode recordExport(Object body, String callerToken) throws IOException {
        return interruptibly(() -> {
            var response = http.send(request("api/v1/exports", callerToken).header("Content-Type", "application/json")
                    .header("Idempotency-Key", "export-" + json.valueToTree(body).path("export").asString(""))
                    .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))).build(),
                    BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new Refused(response.statusCode(), problem(response.body()));
            }
            return json.readTree(response.body());
        });
    }

    private JsonNode problem(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            return json.createObjectNode();
        }
    }

    private HttpRequest.Builder request(String path, String bearer) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).header("Authorization",
                "Bearer " + bearer);
    }

    private interface Call<T> {
        T run() throws IOException, InterruptedException;
    }

    private static <T> T interruptibly(Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (ConnectException e) {
            throw new IOException("command-service or the issuer cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (JacksonException e) {
            throw new IOException("command-service answered what is no JSON", e);
        }
    }
}
