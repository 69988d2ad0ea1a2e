package io.countersign.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.command.RunningService.Answer;
import io.countersign.command.decision.Story;
import io.countersign.ledger.disclosure.Disclosure;
import io.countersign.ledger.hash.Digest;
import io.countersign.local.Identity;
import io.countersign.local.Patience;
import io.countersign.local.TestParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Evidence over HTTP: files that are uploaded, and files kept elsewhere. */
class EvidenceTest {

    private static final RunningService SERVICE = RunningService.get();
    private static final Desk DESK = new Desk();
    private static final Path DIRECTORY = SERVICE.part(Settings.class).evidence().dir();
    private static final String EVIDENCE = "/api/v1/evidence/";
    private static final String OPEN = "{\"checklist\":\"small\",\"system\":\"claims\",\"environment\":\"production\",\"release\":\"2.0\"}";

    @BeforeAll
    static void import_the_checklist() {
        DESK.seal(Story.CHECKLIST);
    }

    @Test
    void lies_encrypted_and_comes_back_as_it_was() throws IOException {
        byte[] bytes = "the patient is called Ada".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        String sha256 = DESK.put(bytes);
        assertThat(SERVICE.to(EVIDENCE + sha256).as("auditor").get().body()).isEqualTo(bytes);
        assertThat(Files.readString(file(sha256), StandardCharsets.ISO_8859_1)).doesNotContain("patient");
        assertThat(SERVICE.to(EVIDENCE + sha256).as("auditor").header("If-None-Match", '"' + sha256 + '"').get()
                .status()).isEqualTo(304);
        assertThat(SERVICE.to(EVIDENCE + sha256).get().status()).isEqualTo(401);
        assertThat(SERVICE.to(EVIDENCE + sha256).put(bytes).status()).isEqualTo(401);
    }

    @Test
    void a_changed_file_is_never_given_out_as_whole() throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        String sha256 = DESK.put(bytes);
        byte[] stored = Files.readAllBytes(file(sha256));

        change(sha256, stored, stored.length - 5);
        assertThatThrownBy(() -> SERVICE.to(EVIDENCE + sha256).as("auditor").get())
                .isInstanceOf(UncheckedIOException.class);
        assertThat(SERVICE.to("/health/evidence").get().at("trouble")).contains(sha256);

        change(sha256, stored, 200);
        Answer refused = SERVICE.to(EVIDENCE + sha256).as("auditor").get();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.at("rule")).isEqualTo("evidence-damaged");
        assertThat(refused.at("detail")).contains(sha256);

        Files.write(file(sha256), stored);
        assertThat(SERVICE.to(EVIDENCE + sha256).as("auditor").get().body()).isEqualTo(bytes);
        await(() -> SERVICE.to("/health/evidence").get().at("status").equals("up"));
    }

    @Test
    void a_damaged_file_is_repaired_by_who_has_its_bytes() throws Exception {
        byte[] bytes = "what was measured\n".repeat(9_000).getBytes(StandardCharsets.UTF_8);
        String sha256 = DESK.put(bytes);
        change(sha256, Files.readAllBytes(file(sha256)), 200);
        assertThat(SERVICE.to(EVIDENCE + sha256).as("auditor").get().status()).isEqualTo(503);
        assertThat(SERVICE.to(EVIDENCE + sha256).as("devops").put(new byte[9]).at("rule")).isEqualTo("digest-mismatch");
        Answer repaired = SERVICE.to(EVIDENCE + sha256).as("devops").put(bytes);
        assertThat(repaired.status()).isEqualTo(200);
        assertThat(repaired.json().path("repaired").asBoolean()).isTrue();
        assertThat(SERVICE.to(EVIDENCE + sha256).as("auditor").get().body()).isEqualTo(bytes);
        assertThat(SERVICE.to("/health/evidence").get().at("status")).isEqualTo("up");
    }

    @Test
    void the_type_is_checked_against_the_bytes_and_sealed_with_them() {
        byte[] csv = "item,state\nbuild,green\n".getBytes(StandardCharsets.UTF_8);
        String sha256 = Digest.sha256(csv).hex();
        Answer refused = SERVICE.to(EVIDENCE + sha256).as("devops").put(csv, "Image/PNG; q=1");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("rule")).isEqualTo("media-type-contradicted");
        assertThat(refused.at("field")).isEqualTo("Content-Type");
        assertThat(refused.at("detail")).contains("image/png", "text/plain");
        assertThat(SERVICE.to(EVIDENCE + sha256).as("auditor").get().status()).isEqualTo(404);

        assertThat(SERVICE.to(EVIDENCE + sha256).as("devops").put(csv, "Text/CSV; charset=utf-8").status())
                .isEqualTo(201);
        JsonNode done = check("{\"outcome\":\"pass\",\"evidence\":[{\"sha256\":\"%s\"}]}".formatted(sha256));
        JsonNode sealed = DESK.entry(done.path("receipt").path("position").asLong()).path("data").path("evidence")
                .get(0);
        assertThat(sealed.path("mediaType").asString()).isEqualTo("text/csv");
    }

    /** What curl declares unasked must not make a form of a file. */
    @Test
    void a_file_that_is_declared_as_a_form_arrives_whole() {
        byte[] bytes = "a=b&c=d".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        String sha256 = Digest.sha256(bytes).hex();
        assertThat(SERVICE.to(EVIDENCE + sha256).as("devops").put(bytes, "application/x-www-form-urlencoded").status())
                .isEqualTo(201);
        assertThat(SERVICE.to(EVIDENCE + sha256).as("auditor").get().body()).isEqualTo(bytes);
    }

    @Test
    void nothing_is_left_of_a_file_that_breaks_off() throws Exception {
        String sha256 = "ab".repeat(32);
        try (Socket socket = sending(sha256, 1_000_000)) {
            socket.getOutputStream().write(new byte[400_000]);
            socket.getOutputStream().flush();
            await(() -> !files("arriving").isEmpty());
        }
        await(() -> files("arriving").isEmpty());
        assertThat(SERVICE.to(EVIDENCE + sha256).as("auditor").get().status()).isEqualTo(404);
    }

    @Test
    void a_file_above_the_limit_is_refused_before_it_is_sent() throws IOException {
        try (Socket socket = sending("ab".repeat(32), (1L << 30) + 1)) {
            socket.shutdownOutput(); // or the service waits for the body, to let the answer be read
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413").contains("\"rule\":\"evidence-size\"", "1073741824 bytes");
        }
    }

    @Test
    void a_file_kept_elsewhere_is_named_by_its_digest_and_its_url_stays_out_of_the_log() {
        String url = "https://scans.example/reports/7?token=geheim";
        JsonNode done = check("{\"outcome\":\"pass\",\"evidence\":[{\"sha256\":\"%s\",\"url\":\"%s\"}]}"
                .formatted("CD".repeat(32), url));
        JsonNode sealed = DESK.entry(done.path("receipt").path("position").asLong()).path("data").path("evidence")
                .get(0);
        assertThat(sealed.path("sha256").asString()).isEqualTo("cd".repeat(32));
        assertThat(sealed.path("url").path("digest").asString()).hasSize(43);
        assertThat(sealed.has("size")).isFalse();
        assertThat(sealed.toString()).doesNotContain("geheim");
        assertThat(disclosed(sealed.path("url").path("digest").asString())).contains(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://scans.example/7", "ftp://scans.example/7", "https://", "https:///7", "/etc/passwd",
        "https://ada:secret@scans.example/7", "https://scans.example/a b", "https://scans.example/ä", "javascript:1",
        "https://scans.example\\@elsewhere/", "HUGE"})
    void an_address_that_is_none_or_says_too_much_is_refused(String url) {
        String given = url.equals("HUGE") ? "https://scans.example/" + "a".repeat(2_048) : url.replace("\\", "\\\\");
        JsonNode refused = DESK.refused(400, "devops", opened() + "/controls/" + Story.CONTROL + "/check",
                "{\"evidence\":[{\"sha256\":\"%s\",\"url\":\"%s\"}]}".formatted("cd".repeat(32), given));
        assertThat(refused.path("rule").asString()).isEqualTo("not-a-url");
        assertThat(refused.path("field").asString()).isEqualTo("evidence[0].url");
    }

    private static String disclosed(String digest) {
        String token = TestParts.issuer().token(Identity.QUERY_SERVICE);
        for (long after = 0;;) {
            JsonNode page = SERVICE.to("/api/v1/disclosures?limit=10000&after=" + after).token(token).get().json();
            for (JsonNode each : page.path("items")) {
                if (each.path("digest").asString().equals(digest)) {
                    return Disclosure.parse(each.path("disclosure").asString()).value();
                }
            }
            after = page.path("next").asLong();
        }
    }

    private static JsonNode check(String body) {
        return DESK.post("devops", opened() + "/controls/" + Story.CONTROL + "/check", body);
    }

    private static String opened() {
        return "/api/v1/deployments/" + DESK.post("developer", "/api/v1/deployments", OPEN).path("deployment")
                .asString();
    }

    private static void change(String sha256, byte[] stored, int at) throws IOException {
        byte[] changed = stored.clone();
        changed[at] ^= 1;
        Files.write(file(sha256), changed);
    }

    private static Path file(String sha256) {
        return DIRECTORY.resolve("uploads").resolve(sha256 + ".enc");
    }

    private static List<Path> files(String directory) throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve(directory))) {
            return files.toList();
        }
    }

    /** A request whose head has been sent. */
    private static Socket sending(String sha256, long length) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVICE.port());
        socket.getOutputStream().write("""
            PUT %s%s HTTP/1.1\r
            Host: localhost\r
            Authorization: Bearer %s\r
            Content-Length: %d\r
            Connection: close\r
            \r
            """.formatted(EVIDENCE, sha256, SERVICE.tokenOf("devops"), length).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private interface Question {
        boolean ask() throws IOException;
    }

    private static void await(Question question) {
        Patience.until(Duration.ofSeconds(60), "it is so", () -> {
            try {
                return question.ask();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
