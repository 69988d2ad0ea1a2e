package io.countersign.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.timestamp.TimestampRequest;
import io.countersign.ledger.timestamp.TimestampToken;
import io.countersign.local.Patience;
import io.countersign.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code countersign up --empty} as people run it, on the programs that were just built. */
class UpIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path directory = Path.of("set by JUnit");
    private final List<Process> started = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void leaveNothing() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
        client.close();
    }

    @Test
    void becomes_ready_stops_on_SIGTERM_and_goes_on_after_kill_9() throws Exception {
        var port = freeRange();
        var first = up(port);
        var stack = awaitReady(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("data/stack.json"))))
                .isEqualTo("rw-------");
        assertThat(stack.path("console").asString()).isEqualTo("http://127.0.0.1:" + port);
        assertThat(stack.path("vkey").asString()).startsWith(stack.path("origin").asString() + "+");
        assertThat(stack.path("tokens").propertyNames()).containsExactlyInAnyOrder("developer", "reviewer", "devops",
                "security", "compliance", "auditor", "pipeline");
        assertThat(status(stack.path("command").asString() + "/api/v1/whoami", stack, "developer")).isEqualTo(200);
        assertThat(status(stack.path("query").asString() + "/api/v1/checklists", stack, "auditor")).isEqualTo(200);
        assertThat(status(stack.path("console").asString(), stack, "auditor")).isEqualTo(200);
        var stamped = Digest.sha256("stamped".getBytes(StandardCharsets.UTF_8));
        assertThat(
                timestamp(stack, stamped).check(stamped, List.of(certificate(stack.path("tsaCa").asString()))).time())
                .isAfter(Instant.now().minus(PATIENCE));

        var parts = first.descendants().toList();
        assertThat(parts).hasSizeGreaterThan(3);
        first.destroy();
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isZero();
        assertThat(parts).noneMatch(UpIT::runs);
        assertThat(directory.resolve("data/stack.json")).doesNotExist();

        var second = up(port);
        assertThat(awaitReady(second).path("vkey")).isEqualTo(stack.path("vkey"));
        var orphans = second.descendants().toList();
        second.destroyForcibly().waitFor();

        var third = up(port); // at once, while what the second one started is still on its way out
        assertThat(awaitReady(third).path("vkey")).isEqualTo(stack.path("vkey"));
        Patience.until(PATIENCE, "nothing of the second stack is left",
                () -> orphans.stream().noneMatch(UpIT::runs));
        third.descendants().filter(part -> part.info().commandLine().orElse("").contains("query-service")).findFirst()
                .orElseThrow().destroyForcibly();
        assertThat(third.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(third.exitValue()).isEqualTo(1);
        assertThat(Files.readString(directory.resolve("output"))).contains("countersign: query-service has died");
    }

    private Process up(int port) throws IOException {
        var process = new ProcessBuilder(Installation.java(), "-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Dcountersign.home=" + Path.of("../..").toAbsolutePath().normalize(), "-jar", "target/infra-stack.jar",
                "up",
                "--empty", "--data", directory.resolve("data").toString(), "--port", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(directory.resolve("output").toFile()))
                .start();
        started.add(process);
        return process;
    }

    private JsonNode awaitReady(Process process) throws IOException {
        var output = directory.resolve("output");
        Patience.until(PATIENCE, "up is ready", () -> !process.isAlive() || says(output, "ready\n"));
        assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
        return JsonMapper.shared().readTree(directory.resolve("data/stack.json").toFile());
    }

    private static boolean says(Path output, String line) {
        try {
            return Files.readString(output).contains(line);
        } catch (IOException e) {
            return false;
        }
    }

    private int status(String address, JsonNode stack, String role) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + stack.path("tokens").path(role).asString()).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private TimestampToken timestamp(JsonNode stack, Digest stamped) throws Exception {
        var request = TimestampRequest.of(stamped, new SecureRandom());
        return request.accept(client.send(HttpRequest.newBuilder(URI.create(stack.path("tsa").asString()))
                .header("Content-Type", TimestampRequest.CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.encoded())).build(),
                HttpResponse.BodyHandlers.ofByteArray()).body());
    }

    private static X509Certificate certificate(String file) throws Exception {
        try (var in = Files.newInputStream(Path.of(file))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    /** Of a process that has ended, and whose parent has not noticed, only the program is gone. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static int freeRange() {
        for (var attempt = 0; attempt < 100; attempt++) {
            var first = Ports.free();
            if (first <= 65_531 && Ports.isFree(first + 1) && Ports.isFree(first + 2) && Ports.isFree(first + 3)
                    && Ports.isFree(first + 4)) {
                return first;
            }
        }
        throw new AssertionError("no five free ports in a row");
    }
}
