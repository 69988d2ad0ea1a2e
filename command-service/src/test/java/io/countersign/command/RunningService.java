package io.countersign.command;

import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.KeyFile;
import io.countersign.local.Database;
import io.countersign.local.Identity;
import io.countersign.local.LocalIssuer;
import io.countersign.local.TestParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on the real PostgreSQL, Kafka and issuer; one per JVM, started when first asked for. */
public final class RunningService {

    public static final String ORIGIN = "countersign.test/command";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PASSWORD = "only-for-tests";

    private static final class One {
        static final RunningService SERVICE = start();
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final LocalIssuer issuer;

    private RunningService(ConfigurableApplicationContext context, LocalIssuer issuer) {
        this.context = context;
        this.issuer = issuer;
    }

    public static RunningService get() {
        return One.SERVICE;
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    private static RunningService start() {
        TestParts.postgres().createRole("command_service");
        Database owner = TestParts.database("service", "ledger_owner", _ -> {
        });
        Database service = TestParts.postgres().entrance(owner, "command_service");
        LocalIssuer issuer = TestParts.issuer();
        Map<String, Object> settings = Map.ofEntries(
                Map.entry("countersign.http.port", "0"),
                Map.entry("countersign.db.url", service.url()),
                Map.entry("countersign.db.user", service.user()),
                Map.entry("countersign.db.password", service.password()),
                Map.entry("countersign.db.migration.user", owner.user()),
                Map.entry("countersign.db.migration.password", owner.password()),
                Map.entry("countersign.kafka.bootstrap", TestParts.kafka().bootstrapServers()),
                Map.entry("countersign.kafka.topic", TestParts.topic()),
                Map.entry("countersign.issuer", issuer.issuer()),
                Map.entry("countersign.origin", ORIGIN),
                Map.entry("countersign.keys.file", keys().toString()),
                Map.entry("countersign.keys.password", PASSWORD),
                Map.entry("countersign.evidence.dir", TestParts.directory("evidence").toString()));
        SpringApplication application = new SpringApplication(CommandService.class);
        application.setDefaultProperties(settings);
        return new RunningService(application.run(), issuer);
    }

    private static Path keys() {
        Path file = TestParts.directory("keys").resolve("command.p12");
        try (var out = Files.newOutputStream(file)) {
            SecureRandom random = new SecureRandom();
            byte[] secret = new byte[32];
            random.nextBytes(secret);
            new KeyFile(Ed25519Key.generate(random), secret).withEvidenceKey(random).write(out, PASSWORD.toCharArray(),
                    ORIGIN, Instant.EPOCH);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request under way. */
    public final class Call {

        private final HttpRequest.Builder request;

        private Call(String path) {
            request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        }

        /** As the local identity of a role. */
        public Call as(String role) {
            return token(issuer.token(role));
        }

        /** As somebody made up. */
        public Call as(Identity identity) {
            return token(issuer.token(identity));
        }

        public Call token(String token) {
            return header("Authorization", "Bearer " + token);
        }

        public Call header(String name, String value) {
            request.header(name, value);
            return this;
        }

        public Answer get() {
            return send(request.GET());
        }

        public Answer post(String json) {
            return post(json, "application/json");
        }

        /** Posts a body as of a type. */
        public Answer post(String body, String type) {
            return send(request.header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        public Answer post(Object body) {
            return post(JSON.writeValueAsString(body));
        }

        public Answer put(byte[] bytes) {
            return put(bytes, "application/octet-stream");
        }

        /** Puts a file as of a type. */
        public Answer put(byte[] bytes, String type) {
            return send(request.header("Content-Type", type)
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
        }

        /** Puts so many bytes, which are sent only if the service wants them. */
        public Answer asking(long bytes) {
            return send(request.expectContinue(true).PUT(HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofByteArray(new byte[1]), bytes)));
        }

        public Answer method(String method) {
            return send(request.method(method, HttpRequest.BodyPublishers.noBody()));
        }

        private Answer send(HttpRequest.Builder built) {
            try {
                HttpResponse<byte[]> response = client.send(built.build(), HttpResponse.BodyHandlers.ofByteArray());
                return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""),
                        response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(int status, String type, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** The member at a path such as {@code receipt.position}, as text. */
        public String at(String path) {
            return json().at("/" + path.replace('.', '/')).asString();
        }
    }

    /** A token of the local identity of a role. */
    String tokenOf(String role) {
        return issuer.token(role);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public Call to(String path) {
        return new Call(path);
    }
}
