package io.countersign.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.WitnessPolicy;
import io.countersign.ledger.evidence.Trust;
import io.countersign.ledger.evidence.Verification;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.MlDsa;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.timestamp.TimestampRequest;
import io.countersign.local.LocalTimestampAuthority;
import io.countersign.local.TestParts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What leaves the service as a file: Markdown, reports and evidence packs. */
class DocumentsTest extends OneDeployment {

    @Test
    void exports_a_deployment_as_its_markdown_with_who_when_and_where_beside_each_box() {
        byte[] source = History.SOURCE.getBytes(StandardCharsets.UTF_8);
        String path = "/api/v1/deployments/" + SCOPE.deployment() + "/markdown";
        command.put("/api/v1/evidence/" + Digest.sha256(source).hex(), new byte[]{'#'});
        assertThat(service.bytes(path).statusCode()).isEqualTo(503);
        command.put("/api/v1/evidence/" + Digest.sha256(source).hex(), source);
        var answer = service.bytes(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/markdown");
        String ticked = new String(answer.body(), StandardCharsets.UTF_8);
        JsonNode tests = item(show(""), History.TESTS);
        assertThat(ticked).contains("- [ ] Tests pass — reopened by Dana, "
                + tests.path("at").asString().replaceFirst("\\.[0-9]+Z$", "Z") + ", entry "
                + tests.path("position").asLong() + "\n");
        long completed = ANSWERED.keySet().stream().filter(p -> item(show("?asOf=" + p), History.TESTS).path("state")
                .asString().equals("completed")).findFirst().orElseThrow();
        String then = new String(service.bytes(path + "?asOf=" + completed).body(),
                StandardCharsets.UTF_8);
        assertThat(then).contains("- [x] Tests pass — completed by Dana, ");
        assertThat(then.replaceAll(" — .*", "").replace("[x]", "[ ]")).isEqualTo(History.SOURCE);
        assertThat(service.bytes("/api/v1/deployments/nobody/markdown").statusCode()).isEqualTo(404);
    }

    @Test
    void reports_a_deployment_as_json_csv_and_pdf() throws IOException {
        String base = "/api/v1/reports/deployment?deployment=" + SCOPE.deployment() + "&asOf=" + last;
        JsonNode report = service.get(base);
        assertThat(report.path("population").path("count").asInt()).isEqualTo(9);
        assertThat(report.path("timeline")).hasSize(9);
        String csv = service.ask(base + "&format=csv").body();
        assertThat(csv).contains("\r\nitem," + History.TESTS + ",before,Tests pass,open,go-live,")
                .contains("\"'=1+1 all green, 412 tests\"").doesNotContain(",=1+1")
                .contains("\r\nentry,control-checked,," + History.CONTROL + ",pass by probe,,")
                .contains("\"expected TLS 1.2+, observed TLS 1.3\"")
                .contains("\r\nreport,junit,,,pass,").contains("tests_failed 0, left (control-not-passing)");
        byte[] pdf = service.bytes(base + "&format=pdf").body();
        try (var document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertThat(text).contains("Søren Š. Ωmega", "Tests pass", "flaky", "Ingested reports",
                    "pass by probe", "expected TLS 1.2+, observed TLS 1.3",
                    "Page 1 of " + document.getNumberOfPages(),
                    "numbered deployment/");
        }
        Files.write(Path.of("target", "deployment-report.pdf"), pdf);
        assertThat(service.ask(base + "&format=doc").statusCode()).isEqualTo(400);
    }

    @Test
    void exports_a_pack_that_verifies_and_stays_the_same() throws IOException {
        command.put("/api/v1/evidence/" + EVIDENCE.sha256(), FILE);
        byte[] source = History.SOURCE.getBytes(StandardCharsets.UTF_8);
        command.put("/api/v1/evidence/" + Digest.sha256(source).hex(), source);
        var made = service.post("/api/v1/exports", "security", "{\"deployment\":\"" + SCOPE.deployment()
                + "\",\"withhold\":[\"name\",\"subject\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode built = JsonMapper.shared().readTree(made.body());
        byte[] zip = service.bytes("/api/v1/exports/" + built.path("export").asString()).body();
        assertThat(Digest.sha256(zip).hex()).isEqualTo(built.path("sha256").asString());
        var trust = Trust
                .of(List.of(VerifierKey.parse(log.vkey())));
        var verdict = Verification.ofPack(() -> new ByteArrayInputStream(zip),
                trust);
        assertThat(verdict.word()).as(verdict.toString()).isEqualTo("verified");
        assertThat(verdict.notChecked()).noneMatch(w -> w.contains("evidence"));
        assertThat(new String(zip, StandardCharsets.UTF_8)).doesNotContain("Dana")
                .contains("Freeze begins at noon", EVIDENCE.sha256() + "\",\"mediaType\":\"text/csv\"}");
    }

    @Test
    void a_pack_stands_on_a_published_checkpoint_with_its_witnesses_and_time_stamps() throws Exception {
        byte[] seed = new byte[32];
        var witness = Ed25519.cosigner("witness.example/w", Ed25519Key.ofSeed(seed), InstantSource.system());
        var stranger = Ed25519.cosigner("witness.example/x", Ed25519Key.ofSeed(seed), InstantSource.system());
        var mldsa = MlDsa.cosigner(SealedLog.ORIGIN, MlDsa.Key.ofSeed(seed), InstantSource.system());
        try (var authority = LocalTimestampAuthority.start(TestParts.directory("tsa"), 0,
                InstantSource.system())) {
            command.publish(() -> published(
                    new Checkpoint(SealedLog.ORIGIN, log.records().size(), log.root()).sign(log.signer(), mldsa,
                            witness, stranger),
                    mldsa.verifierKey(), witness.verifierKey(), authority.address()));
            var made = service.post("/api/v1/exports", "security", "{\"deployment\":\"" + SCOPE.deployment() + "\"}");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            byte[] zip = service.bytes("/api/v1/exports/" + JsonMapper.shared().readTree(made.body()).path("export")
                    .asString()).body();
            var trust = new Trust(
                    List.of(VerifierKey.parse(log.vkey()), mldsa.verifierKey()),
                    WitnessPolicy.parse("witness w " + witness.verifierKey().format() + "\nquorum w\n"));
            var verdict = Verification
                    .ofPack(() -> new ByteArrayInputStream(zip), trust);
            assertThat(verdict.word()).as(verdict.toString()).isEqualTo("verified");
            assertThat(new String(zip, StandardCharsets.ISO_8859_1))
                    .contains("timestamps/1.tsr", "timestamps/checkpoint.txt", "keys/witnesses.vkey",
                            SealedLog.ORIGIN + "/query")
                    .doesNotContain("witness.example/x");
            assertThat(service.get("/api/v1/reports/deployment?deployment=" + SCOPE.deployment()).path("witnesses")
                    .path("statement").asString()).contains("has the quorum", "Outside witnesses: w");
        } finally {
            command.publish(() -> null);
        }
        assertThat(service.get("/api/v1/reports/deployment?deployment=" + SCOPE.deployment()).path("witnesses")
                .path("quorum").asString()).isEqualTo("not known");
    }

    private static byte[] published(SignedNote note, VerifierKey mldsa, VerifierKey witness, String authority) {
        try {
            var request = TimestampRequest.of(
                    Digest.sha256(note.text().getBytes(StandardCharsets.UTF_8)),
                    new SecureRandom());
            byte[] stamp = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(authority))
                    .header("Content-Type", TimestampRequest.CONTENT_TYPE)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request.encoded())).build(),
                    HttpResponse.BodyHandlers.ofByteArray()).body();
            long size = Checkpoint.parse(note.text()).size();
            return JsonMapper.shared().writeValueAsBytes(Map.of("size", size, "checkpoint", note.format(), "keys",
                    List.of(mldsa.format()), "witnessed", Map.of("size", size, "quorum", "met", "lacking",
                            List.of(), "witnesses",
                            List.of(Map.of("name", "w", "vkey", witness.format(), "size", size, "own",
                                    false))),
                    "timestamps",
                    List.of(Map.of("token", Base64.getEncoder().encodeToString(stamp)))));
        } catch (IOException | InterruptedException | NoteRejected e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void exports_a_period_with_its_neighbours() throws IOException {
        var made = service.post("/api/v1/exports", "security",
                "{\"from\":\"2026-03-01T08:00:05.500Z\",\"to\":\"2026-03-01T08:00:08.500Z\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode built = JsonMapper.shared().readTree(made.body());
        byte[] zip = service.bytes("/api/v1/exports/" + built.path("export").asString()).body();
        assertThat(new String(zip, StandardCharsets.ISO_8859_1)).contains("entries/8.json",
                "entries/11.json", "entries/12.json").doesNotContain("entries/7.json", "entries/13.json");
        assertThat(verdict(zip).checks()).contains("the whole log: every entry of the period is here, index 8 to 12");
    }

    @Test
    void exports_a_period_of_a_system_and_an_environment_that_verifies_with_names_withheld() throws IOException {
        var made = service.post("/api/v1/exports", "security",
                "{\"from\":\"2026-03-01T08:00:05.500Z\",\"to\":\"2036-03-01T08:00:08.500Z\",\"system\":\"claims\",\"environment\":\"production\",\"withhold\":[\"name\",\"subject\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode built = JsonMapper.shared().readTree(made.body());
        byte[] zip = service.bytes("/api/v1/exports/" + built.path("export").asString()).body();
        var verdict = verdict(zip);
        assertThat(verdict.checks()).anyMatch(c -> c.startsWith("system/claims: every entry is here, index "))
                .anyMatch(c -> c.startsWith("environment/production: every entry is here, index "));
        assertThat(verdict.notChecked()).anyMatch(c -> c.contains("withheld or erased"));
        assertThat(new String(zip, StandardCharsets.UTF_8)).doesNotContain("Dana");
    }

    @Test
    void refuses_an_export_of_nothing() {
        assertThat(service.post("/api/v1/exports", "security", "{}").statusCode()).isEqualTo(400);
        assertThat(service.post("/api/v1/exports", "security", "{\"deploymnt\":\"x\"}").statusCode()).isEqualTo(400);
        assertThat(service.post("/api/v1/exports", "security", "{\"deployment\":\"x\"}").statusCode()).isEqualTo(404);
    }
}
