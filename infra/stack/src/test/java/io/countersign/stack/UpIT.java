package io.countersign.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.timestamp.TimestampRequest;
import io.countersign.ledger.timestamp.TimestampToken;
import io.countersign.local.Patience;
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
import tools.jackson.databind.JsonNode;

/** How a stack begins and ends, and begins again; on whatever those who shared it left there. */
class UpIT {
    private static final Duration PATIENCE = StackProcess.PATIENCE;

    private final List<StackProcess> started = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void leaveNothing() {
        started.forEach(StackProcess::kill);
        client.close();
    }

    @Test
    void becomes_ready_stops_on_SIGTERM_and_goes_on_after_kill_9() throws Exception {
        var first = StackProcess.shared();
        started.add(first);
        var stack = first.awaitReady();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.data().resolve("stack.json"))))
                .isEqualTo("rw-------");
        assertThat(stack.path("console").asString()).isEqualTo("http://127.0.0.1:" + first.port());
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

        var parts = first.process().descendants().toList();
        assertThat(parts).hasSizeGreaterThan(3);
        first.process().destroy();
        assertThat(first.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(first.process().exitValue()).isZero();
        assertThat(parts).noneMatch(UpIT::runs);
        assertThat(first.data().resolve("stack.json")).doesNotExist();

        var second = again(first);
        assertThat(second.awaitReady().path("vkey")).isEqualTo(stack.path("vkey"));
        var orphans = second.process().descendants().toList();
        second.process().destroyForcibly().waitFor();

        var third = again(first); // at once, while what the second one started is still on its way out
        assertThat(third.awaitReady().path("vkey")).isEqualTo(stack.path("vkey"));
        Patience.until(PATIENCE, "nothing of the second stack is left",
                () -> orphans.stream().noneMatch(UpIT::runs));
        third.process().descendants().filter(part -> part.info().commandLine().orElse("").contains("query-service"))
                .findFirst()
                .orElseThrow().destroyForcibly();
        assertThat(third.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(third.process().exitValue()).isEqualTo(1);
        assertThat(third.output()).contains("countersign: query-service has died");
    }

    private StackProcess again(StackProcess former) throws IOException {
        var next = StackProcess.start(former.directory(), former.port());
        started.add(next);
        return next;
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
}
