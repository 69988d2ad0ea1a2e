package io.countersign.cli.session;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One of the two services over HTTP. Every answer that is not a success throws the {@link Failure} it describes. */
public final class Service {

    private static final int MAX_ANSWER_BYTES = 256 << 20;
    /** Files above so many bytes wait for the service to say that it wants them. */
    private static final long ASKED_BEFORE = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PATIENCE_WITH_FILES = Duration.ofMinutes(30);

    private final URI root;
    private final Supplier<@Nullable String> token;
    private final Transport transport;

    Service(URI root, Supplier<@Nullable String> token, Transport transport) {
        this.root = root;
        this.token = token;
        this.transport = transport;
    }

    public URI root() {
        return root;
    }

    public JsonNode get(Address address) {
        return json(bytes(address));
    }

    /** The answer's exact bytes. */
    public byte[] bytes(Address address) {
        return answer(request(address).timeout(PATIENCE).GET().build());
    }

    /** Writes; the idempotency key is drawn here and stays the same however often the request must be sent. */
    public JsonNode post(Address address, ObjectNode body) {
        HttpRequest request = request(address).timeout(PATIENCE).header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofByteArray(Json.bytes(body))).build();
        return json(answer(request));
    }

    /** Stores a file, streamed; storing it twice is the same as once. A large one is sent only if the service wants it, which has it already or not. */
    public void put(Address address, Path file, long bytes, String mediaType) {
        answer(request(address).timeout(PATIENCE_WITH_FILES).header("Content-Type", mediaType)
                .expectContinue(bytes > ASKED_BEFORE).PUT(fileOf(file)).build());
    }

    /** The answer as a stream, for what may be too big to hold; the caller closes it. */
    public InputStream stream(Address address) {
        HttpResponse<InputStream> response = transport.send(request(address).timeout(PATIENCE_WITH_FILES).GET().build(),
                BodyHandlers.ofInputStream());
        if (response.statusCode() / 100 == 2) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            throw failure(address.at(root), response.statusCode(), body.readNBytes(1 << 20));
        } catch (java.io.IOException e) {
            throw failure(address.at(root), response.statusCode(), new byte[0]);
        }
    }

    private byte[] answer(HttpRequest request) {
        HttpResponse<byte[]> response = transport.send(request,
                info -> new BoundedBody(info.headers().firstValueAsLong("Content-Length").orElse(0), MAX_ANSWER_BYTES,
                        () -> tooLarge(request.uri())));
        if (response.statusCode() / 100 != 2) {
            throw failure(request.uri(), response.statusCode(), response.body());
        }
        return response.body();
    }

    private static Failure tooLarge(URI asked) {
        return Failure.local(asked + " answers more than " + (MAX_ANSWER_BYTES >> 20)
                + " MiB, which is more than is held here. Ask for less: a shorter period, one system or environment, a smaller --limit;"
                + " or fetch that address into a file, by curl with a token");
    }

    private HttpRequest.Builder request(Address address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.at(root));
        String bearer = token.get();
        return bearer == null ? request : request.header("Authorization", "Bearer " + bearer);
    }

    private JsonNode json(byte[] body) {
        try {
            return Json.parse(body);
        } catch (JacksonException e) {
            throw Failure.local(root + " answered something that is no JSON; is it a Countersign service?");
        }
    }

    private Failure failure(URI asked, int status, byte[] body) {
        try {
            if (Json.parse(body) instanceof ObjectNode problem && problem.has("detail")) {
                return Failure.answered(problem);
            }
        } catch (JacksonException e) {
            // Not from our services: a proxy in between, or something else on that port. Told below, with what it said.
        }
        if (status == 404 && body.length == 0) {
            return Failure
                    .answered(Json.object().put("type", "urn:countersign:problem:unknown").put("problem", "unknown")
                            .put("title", "There is no such thing").put("status", status)
                            .put("detail", "there is no " + asked.getPath() + " at " + root));
        }
        String said = new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8).strip();
        return Failure.answered(Json.object().put("type", "about:blank").put("title", "HTTP " + status)
                .put("status", status).put("detail", root + " answered HTTP " + status
                        + (said.isEmpty() ? "" : ": " + said)));
    }

    private static BodyPublisher fileOf(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw Failure.local("cannot read " + file);
        }
    }
}
