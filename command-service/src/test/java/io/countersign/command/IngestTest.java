package io.countersign.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.RunningService.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Reports over HTTP on real parts: uploaded, read, judged, sealed. */
class IngestTest {

    private static final Desk DESK = new Desk();
    private static final String MARKDOWN = "# Release\n\n## Before\n\n- [ ] No critical ones\n- [ ] No known ones\n- [ ] Tests pass\n- [ ] Few errors\n";
    private static final String PROFILE = """
        profile: 1
        thresholds:
          vulnerabilities_critical: {accept: {at-most: 0}}
          error_rate: {unit: ratio, accept: {below: 0.001}, trigger: {above: 0.01}}
        items:
          before.no-critical-ones: {report: {formats: [pip-audit, cyclonedx], measure: vulnerabilities_critical}}
          before.no-known-ones: {report: {formats: [pip-audit, cyclonedx], measure: vulnerabilities, accept: {at-most: 1}}}
          before.tests-pass: {report: {formats: [junit], measure: tests_failed, accept: {at-most: 0}, named: true}}
          before.few-errors: {report: {formats: [prometheus], measure: error_rate}}
        """;

    private final String reports = "/api/v1/deployments/" + DESK.post("developer", "/api/v1/deployments",
            "{\"checklist\":\"ingested\",\"system\":\"claims\",\"environment\":\"staging\",\"release\":\"1\"}")
            .path("deployment").asString() + "/reports";

    @BeforeAll
    static void imported() {
        DESK.post("devops", "/api/v1/checklists", "{\"id\":\"ingested\",\"markdown\":\"%s\",\"profile\":\"%s\"}"
                .formatted(base64(MARKDOWN), base64(PROFILE)));
    }

    @Test
    void one_scan_gives_two_items_their_verdicts_in_one_append() throws IOException {
        String file = DESK.put(resource("scan.cdx.json"));
        long before = DESK.size();
        JsonNode answer = DESK.post("pipeline", reports, "{\"sha256\":\"" + file + "\",\"name\":\"scan.cdx.json\"}");
        assertThat(answer.path("format").asString()).isEqualTo("cyclonedx");
        assertThat(answer.path("verdict").asString()).isEqualTo("fail");
        assertThat(answer.path("numbers").path("vulnerabilities_critical").asString()).isEqualTo("1");
        assertThat(answer.path("judged").valueStream().map(j -> j.path("item").asString() + " "
                + j.path("verdict").asString() + " " + j.path("then").asString()))
                .containsExactly("before.no-critical-ones fail failed", "before.no-known-ones fail failed");
        assertThat(types(before)).containsExactly("report-ingested", "item-failed", "item-failed");
        JsonNode sealed = DESK.entry(answer.path("receipt").path("position").asLong()).path("data");
        assertThat(sealed.path("evidence").path("sha256").asString()).isEqualTo(file);
        assertThat(sealed.path("tool").asString()).isEqualTo("trivy");
        assertThat(sealed.toString()).doesNotContain("scan.cdx.json");
    }

    @Test
    void the_same_request_under_the_same_key_is_answered_as_before() throws IOException {
        String body = "{\"sha256\":\"" + DESK.put(resource("pip-audit-1.json")) + "\"}";
        String key = UUID.randomUUID().toString();
        Answer first = DESK.keyed("pipeline", reports, body, key);
        assertThat(first.at("verdict")).isEqualTo("pass");
        long size = DESK.size();
        Answer again = DESK.keyed("pipeline", reports, body, key);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(DESK.size()).isEqualTo(size);
    }

    @Test
    void a_prometheus_result_is_measured_and_judged() throws IOException {
        String file = DESK.put(resource("vector.json"));
        JsonNode answer = DESK.post("pipeline", reports, "{\"sha256\":\"" + file + "\",\"measure\":\"error_rate\"}");
        assertThat(answer.path("measurements").get(0).path("band").asString()).isEqualTo("pass");
        assertThat(answer.path("judged").get(0).path("value").asString()).isEqualTo("0.00042");
        assertThat(answer.path("judged").get(0).path("then").asString()).isEqualTo("completed");
    }

    @Test
    void what_is_broken_or_hostile_is_sealed_as_inconclusive_and_nothing_else() {
        for (String broken : List.of("", "<testsuite", "{\"dependencies\":[",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><testsuite><testcase name=\"&b;\"/></testsuite>",
                "\0\1\2", "[".repeat(100_000))) {
            long before = DESK.size();
            JsonNode answer = DESK.post("pipeline", reports,
                    "{\"sha256\":\"%s\",\"item\":\"tests-pass\",\"format\":\"junit\"}"
                            .formatted(DESK.put(broken.getBytes(StandardCharsets.UTF_8))));
            assertThat(answer.path("verdict").asString()).isEqualTo("inconclusive");
            assertThat(answer.path("reason").asString()).isNotBlank().doesNotContain("Exception");
            assertThat(types(before)).containsExactly("report-ingested");
        }
        assertThat(DESK.post("pipeline", reports, "{\"sha256\":\"%s\"}"
                .formatted(DESK.put("no report at all!".getBytes(StandardCharsets.UTF_8)))).path("verdict").asString())
                .isEqualTo("inconclusive");
    }

    @Test
    void whoever_may_not_mark_items_ingests_nothing() throws IOException {
        String body = "{\"sha256\":\"" + DESK.put(resource("pytest.xml")) + "\",\"items\":[\"tests-pass\"]}";
        assertThat(DESK.refused(403, "auditor", reports, body).path("rule").asString()).isEqualTo("role-lacking");
        assertThat(RunningService.get().to(reports).post(body).status()).isEqualTo(401);
        assertThat(DESK.refused(404, "pipeline", reports, "{\"sha256\":\"" + "ab".repeat(32) + "\"}").path("field")
                .asString()).isEqualTo("sha256");
        DESK.refused(400, "pipeline", reports, "{\"sha256\":7}");
        DESK.refused(400, "pipeline", reports, "{\"report\":\"x\"}");
    }

    @Test
    void of_many_at_once_one_completes_the_items_and_every_one_is_kept()
            throws IOException, InterruptedException, ExecutionException {
        String body = "{\"sha256\":\"" + DESK.put(resource("pip-audit-1.json")) + "\"}";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> answers = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> DESK.post("pipeline", reports, body))).toList();
            int completed = 0;
            for (Future<JsonNode> answer : answers) {
                for (JsonNode judged : answer.get().path("judged")) {
                    completed += judged.path("then").asString().equals("completed") ? 1 : 0;
                    assertThat(judged.path("verdict").asString()).isEqualTo("pass");
                }
            }
            assertThat(completed).isEqualTo(2);
        }
    }

    /** Middle words of the types of the entries from a position on. */
    private static List<String> types(long from) {
        return java.util.stream.LongStream.range(from, DESK.size())
                .mapToObj(p -> DESK.entry(p).path("type").asString().split("\\.")[1])
                .filter(t -> !t.equals("person-introduced")).toList();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(IngestTest.class.getResourceAsStream("/reports/" + name))) {
            return in.readAllBytes();
        }
    }
}
