package io.countersign.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is no question, and how that is said: walks the table of questions in docs/REFUSALS.md. */
class RefusedQuestionsTest extends WholeLife {

    private static final Map<String, Supplier<HttpResponse<String>>> TRIED = Map.ofEntries(
            Map.entry("token-valid", () -> service.askWith(LIST)),
            Map.entry("role-lacking", () -> service.post("/api/v1/views/rebuild", "developer", "")),
            Map.entry("path-known", () -> service.ask("/api/v1/nowhere")),
            Map.entry("http", () -> service.post(LIST, "security", "{}")),
            Map.entry("parameter-present", () -> service.ask("/api/v1/search")),
            Map.entry("parameter-readable", () -> service.ask(LIST + "?asOf=soon")),
            Map.entry("deployment-known", () -> service.ask(LIST + "/nobody/gate?for=go-live")),
            Map.entry("checklist-known", () -> service.ask("/api/v1/checklists/smal")),
            Map.entry("system-known",
                    () -> service.ask("/api/v1/reports/maintenance?system=nobody&environment=production")),
            Map.entry("export-known", () -> service.ask("/api/v1/exports/nobody")),
            Map.entry("tile-known", () -> service.ask("/tile/7/000")),
            Map.entry("position-known", () -> service.ask("/proofs/999999")),
            Map.entry("origin-known", () -> service.ask("/" + "0".repeat(64) + "/checkpoint")),
            Map.entry("export-bounded", () -> export("{}")), Map.entry("body-present", () -> export("")),
            Map.entry("json", () -> export("{'from':")), Map.entry("member-known", () -> export("{'what':1}")),
            Map.entry("member-readable", () -> export("{'deployment':[]}")),
            Map.entry("body-size", () -> export("{'withhold':[" + "'a',".repeat(100_000))));

    private static final Map<String, Integer> STATUS = Map.of("invalid", 400, "unauthenticated", 401, "forbidden", 403,
            "unknown", 404);
    /** Rules whose problem HTTP has a better word for. */
    private static final Map<String, Integer> BETTER = Map.of("http", 405, "body-size", 413);

    /** {@code export-erased} is tried where something is erased. */
    static List<String[]> rows() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs/REFUSALS.md"));
        int from = lines.indexOf("## Questions");
        return lines.subList(from, lines.size()).stream().skip(1).takeWhile(l -> !l.startsWith("## "))
                .filter(l -> l.endsWith("` |")).map(l -> l.split(" *\\| *"))
                .map(cells -> new String[]{cells[2], cells[3].replace("`", "")})
                .filter(cells -> !cells[1].equals("export-erased")).toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void is_refused_as_its_row_says(String word, String rule) {
        var tried = TRIED.get(rule);
        assertThat(tried).as("a question for " + rule).isNotNull();
        var answer = Objects.requireNonNull(tried).get();
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("rule").asString()).as(answer.body()).isEqualTo(rule);
        assertThat(problem.path("problem").asString()).isEqualTo(word);
        assertThat(problem.path("type").asString()).isEqualTo("urn:countersign:problem:" + word);
        assertThat(problem.path("detail").asString()).endsWith(".").doesNotContain("null");
        assertThat(answer.statusCode()).isEqualTo(BETTER.getOrDefault(rule, STATUS.get(word)))
                .isEqualTo(problem.path("status").asInt());
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    }

    @Test
    void every_question_tried_has_its_row() throws IOException {
        assertThat(rows().stream().map(cells -> cells[1])).containsExactlyInAnyOrderElementsOf(TRIED.keySet());
    }

    /** Each was once answered with the names of our classes, or not at all. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {"''~body", "null~body", "[]~body", "{'from':~body", "{'what':1}~what",
        "{'system':'a','system':'b'}~body",
        "{'deployment':[]}~deployment", "{'from':'soon'}~from", "{'withhold':[[]]}~withhold[0]", "{} {}~body"})
    void what_an_export_cannot_be_of_is_said_by_member(String body, String field) {
        var answer = export(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JsonMapper.shared().readTree(answer.body()).path("field").asString()).as(answer.body())
                .isEqualTo(field);
        assertThat(answer.body()).doesNotContain("io.countersign", "java.", "tools.");
    }

    private static HttpResponse<String> export(String body) {
        return service.post("/api/v1/exports", "security", body.replace('\'', '"'));
    }
}
