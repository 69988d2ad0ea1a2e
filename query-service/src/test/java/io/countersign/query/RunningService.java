package io.countersign.query;

import io.countersign.ledger.note.KeyFile;
import io.countersign.local.Database;
import io.countersign.local.TestParts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** query-service itself, started on a database and a topic, asked over HTTP. */
public final class RunningService implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Path KEYS = keys();

    private final ConfigurableApplicationContext context;
    private final URI url;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
        int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
        this.url = URI.create("http://127.0.0.1:" + port);
    }

    /** A database that is empty but for its owner. */
    public static Database emptyDatabase() {
        return TestParts.database("views", "query_service", _ -> {
        });
    }

    public static RunningService start(SealedLog log, String topic, Database database, URI command) {
        return start(log, topic, database, command, InstantSource.system());
    }

    /** @param clock what the service takes for now */
    public static RunningService start(SealedLog log, String topic, Database database, URI command,
            InstantSource clock) {
        Map<String, Object> config = new HashMap<>();
        config.put("countersign.http.port", "0");
        config.put("countersign.db.url", database.url());
        config.put("countersign.db.user", database.user());
        config.put("countersign.db.password", database.password());
        config.put("countersign.kafka.bootstrap", TestParts.kafka().bootstrapServers());
        config.put("countersign.kafka.topic", topic);
        config.put("countersign.issuer", TestParts.issuer().issuer());
        config.put("countersign.origin", SealedLog.ORIGIN);
        config.put("countersign.keys.file", KEYS.toString());
        config.put("countersign.keys.password", "secret");
        config.put("countersign.command.url", command.toString());
        config.put("countersign.log.vkey", log.vkey());
        config.put("countersign.service.client", "query-service");
        config.put("countersign.service.secret", TestParts.issuer().serviceSecret());
        config.put("countersign.entries.public", "true");
        String[] arguments = config.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue())
                .toArray(String[]::new);
        return new RunningService(new SpringApplicationBuilder(QueryService.class)
                .initializers((GenericApplicationContext context) -> context.registerBean("clockOfTest",
                        InstantSource.class, () -> clock, bean -> bean.setPrimary(true)))
                .run(arguments));
    }

    private static Path keys() {
        Path file = TestParts.directory("keys").resolve("query.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyFile.generate(new SecureRandom()).write(out, "secret".toCharArray(), SealedLog.ORIGIN + "/query",
                    Instant.parse("2026-01-01T00:00:00Z"));
            return file;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public int port() {
        return url.getPort();
    }

    /** An answer that must be 200. */
    public JsonNode get(String path) {
        HttpResponse<String> response = ask(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** Any answer, asked as an auditor. */
    public HttpResponse<String> ask(String path) {
        return send(request(path, "auditor").build(), BodyHandlers.ofString());
    }

    public HttpResponse<byte[]> bytes(String path) {
        return send(request(path, "auditor").build(), BodyHandlers.ofByteArray());
    }

    public HttpResponse<String> post(String path, String role, String body) {
        return send(request(path, role).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /** An answer to whoever sends these {@code Authorization} headers. */
    public HttpResponse<String> askWith(String path, String... authorizations) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path));
        for (String each : authorizations) {
            request.header("Authorization", each);
        }
        return send(request.build(), BodyHandlers.ofString());
    }

    /** As somebody without a token. */
    public HttpResponse<String> postAnonymously(String path, byte[] body) {
        return send(HttpRequest.newBuilder(url.resolve(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String role) {
        return HttpRequest.newBuilder(url.resolve(path)).header("Authorization",
                "Bearer " + TestParts.issuer().token(role));
    }

    private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return HTTP.send(request, handler);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the views hold that many entries. */
    public void reaches(long entries) {
        until(() -> JSON.readTree(ask("/health").body()).path("position").asLong() == entries - 1,
                () -> "the views reach " + entries + " entries: " + ask("/health").body());
    }

    public static void until(BooleanSupplier condition, java.util.function.Supplier<String> what) {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 90 s: " + what.get());
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
