package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.cli.session.Exit;
import io.countersign.ledger.hash.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a command when the line breaks, and of what a service answers. */
class OverTheLineTest {

    private static final String RECEIPT = "{\"deployment\":\"d\",\"receipt\":{\"position\":7,\"leafHash\":\"\",\"proof\":\"\"}}";
    private static final String GATE = "{\"type\":\"urn:countersign:problem:refused\",\"problem\":\"refused\",\"status\":422,"
            + "\"detail\":\"The gate is not satisfied.\",\"rule\":\"gate\",\"unmet\":[{\"rule\":\"item-settled\","
            + "\"reason\":\"Open.\",\"item\":\"a.b\"}]}";

    @TempDir
    private Path directory;

    @Test
    void a_write_whose_connection_is_lost_is_sent_again_under_the_same_key() throws IOException {
        try (Line line = new Line(Line.HANG_UP, Line.HANG_UP, Line.reply(200, RECEIPT))) {
            Ran noted = run(line, "note", "add", "d", "text", "--json");

            assertThat(noted.exit()).isEqualTo(Exit.DONE);
            assertThat(noted.json().path("receipt").path("position").asInt()).isEqualTo(7);
            assertThat(line.header("Idempotency-Key")).hasSize(3);
            assertThat(line.header("Idempotency-Key").stream().distinct()).hasSize(1);
            assertThat(line.requests().stream().distinct()).hasSize(1);
        }
    }

    @Test
    void a_line_that_stays_broken_is_given_up() throws IOException {
        try (Line line = new Line(Line.HANG_UP)) {
            Ran noted = run(line, "note", "add", "d", "text");

            assertThat(noted.exit()).isEqualTo(Exit.FAILED);
            assertThat(noted.err()).contains("lost 5 times");
            assertThat(line.requests()).hasSize(5);
        }
    }

    @Test
    void an_answer_that_is_too_large_is_asked_for_once() throws IOException {
        String endless = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 268435457\r\n\r\n[";
        try (Line line = new Line(Line.reply(200, "{\"size\":1}"), endless)) {
            Ran asked = run(line, "report", "deployment", "d", "--format", "csv", "--out",
                    directory.resolve("d.csv").toString());

            assertThat(asked.exit()).isEqualTo(Exit.FAILED);
            assertThat(asked.err()).contains("/api/v1/", "more than 256 MiB", "Ask for less");
            assertThat(line.requests()).filteredOn(r -> r.startsWith("GET /api/v1/reports/")).hasSize(1);
        }
    }

    @Test
    void a_report_is_written_as_it_came_and_told_with_its_digest() throws IOException {
        Path file = directory.resolve("m.csv");
        try (Line line = new Line(Line.reply(200, "{\"size\":3}"), Line.reply(200, "a,b\r\n"))) {
            Ran asked = run(line, "report", "maintenance", "--system", "s", "--environment", "e", "--format", "csv",
                    "--out", file.toString(), "--json");

            assertThat(asked.exit()).as(asked.err()).isEqualTo(Exit.DONE);
            assertThat(file).hasContent("a,b\r\n");
            assertThat(asked.json().path("sha256").asString()).isEqualTo(Digest.sha256(Files.readAllBytes(file)).hex());
            assertThat(asked.json().path("size").asInt()).isEqualTo(5);
            assertThat(line.requests().getLast()).startsWith(
                    "GET /api/v1/reports/maintenance?system=s&environment=e&format=csv&atLeast=2 ");
        }
    }

    @Test
    void two_writes_have_two_keys() throws IOException {
        try (Line line = new Line(Line.reply(200, RECEIPT))) {
            run(line, "note", "add", "d", "text");
            run(line, "note", "add", "d", "text");

            assertThat(line.header("Idempotency-Key").stream().distinct()).hasSize(2);
        }
    }

    @Test
    void a_busy_service_is_waited_for() throws IOException {
        try (Line line = new Line(Line.reply(503, "{}", "Retry-After: 0"), Line.reply(200, RECEIPT))) {
            assertThat(run(line, "close", "d").exit()).isEqualTo(Exit.DONE);
        }
    }

    @Test
    void a_refusing_gate_exits_4_for_the_step_that_it_guards_and_names_what_is_unmet() throws IOException {
        try (Line line = new Line(Line.reply(422, GATE))) {
            Ran live = run(line, "go-live", "d");

            assertThat(live.exit()).isEqualTo(Exit.GATE);
            assertThat(live.err()).contains("item-settled", "a.b", "Open.");
            assertThat(run(line, "close", "d", "--json").json().path("unmet")).hasSize(1);
            assertThat(run(line, "note", "add", "d", "text").exit()).isEqualTo(Exit.FAILED);
        }
    }

    @Test
    void a_problem_is_told_with_its_field_and_the_nearest_values() throws IOException {
        String problem = "{\"problem\":\"unknown\",\"detail\":\"No such item.\",\"rule\":\"unknown-item\",\"field\":\"item\","
                + "\"nearest\":[\"a.b\",\"a.c\"],\"more\":{\"kept\":true}}";
        try (Line line = new Line(Line.reply(404, problem))) {
            Ran told = run(line, "item", "complete", "d", "ab");

            assertThat(told.exit()).isEqualTo(Exit.FAILED);
            assertThat(told.err()).contains("unknown: No such item. [unknown-item]", "field item", "a.b, a.c");
            assertThat(run(line, "item", "complete", "d", "ab", "--json").json().path("more").path("kept").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void an_answer_of_a_stranger_is_told_as_what_it_is() throws IOException {
        try (Line line = new Line(Line.reply(502, "<html>bad gateway"))) {
            assertThat(run(line, "whoami").err()).contains("HTTP 502: <html>bad gateway");
        }
        try (Line line = new Line(Line.reply(200, "<html>"))) {
            assertThat(run(line, "whoami").err()).contains("no JSON");
        }
    }

    @Test
    void a_redirection_is_not_followed_with_the_token() throws IOException {
        try (Line line = new Line(Line.reply(302, "", "Location: http://127.0.0.1:9/"))) {
            assertThat(run(line, "whoami").err()).contains("HTTP 302");
        }
    }

    @Test
    void each_command_of_a_step_travels_with_its_own_exit_code() throws IOException {
        try (Line line = new Line(Line.reply(200, RECEIPT))) {
            Ran recorded = run(line, "rollback", "step", "d", "revert", "--command", "undo", "--exit-code", "0",
                    "--duration", "2s", "--command", "status", "--exit-code", "1", "--output-digest", "ab".repeat(32),
                    "--parameter", "app=claims");

            assertThat(recorded.exit()).as(recorded.err()).isEqualTo(Exit.DONE);
            assertThat(line.requests().getFirst()).contains("/api/v1/deployments/d/rollback/steps/revert/record")
                    .endsWith("{\"command\":\"undo\",\"exitCode\":0,\"durationMillis\":2000,"
                            + "\"runs\":[{\"command\":\"status\",\"exitCode\":1,\"output\":\"" + "ab".repeat(32)
                            + "\"}],\"parameters\":{\"app\":\"claims\"}}");
            run(line, "step", "d", "migrate", "--skip", "Nothing to migrate.");
            assertThat(line.requests().getLast()).contains("/api/v1/deployments/d/steps/migrate/record")
                    .endsWith("{\"skipped\":\"Nothing to migrate.\"}");
        }
    }

    @Test
    void a_declared_rollback_says_whom_to_call_and_is_declared_whether_or_not_that_is_known() throws IOException {
        String shown = "{\"contacts\":[{\"role\":\"Security\",\"expected\":\"24/7\",\"name\":null},{\"role\":\"Lead\",\"name\":"
                + "\"Ada\",\"address\":\"+49 1\",\"availability\":\"office hours\"}]}";
        try (Line line = new Line(Line.reply(200, RECEIPT), Line.reply(200, shown), Line.reply(200, RECEIPT),
                Line.reply(503, "{}"), Line.reply(200, RECEIPT), Line.reply(200, shown))) {
            Ran done = run(line, "rollback", "declare", "d", "--reason", "r");
            assertThat(done.exit()).as(done.err()).isEqualTo(Exit.DONE);
            assertThat(done.out()).contains("rollback declared; voided: 0 sign-offs, 0 items", "whom to call now:\n",
                    "office hours").containsSubsequence("Lead", "Ada", "Security", "nobody is set");
            Ran alone = run(line, "rollback", "declare", "d", "--reason", "r");
            assertThat(alone.exit()).isEqualTo(Exit.DONE);
            assertThat(alone.out()).contains("later: countersign contact list d");
            assertThat(run(line, "rollback", "declare", "d", "--reason", "r", "--json").out()).contains("\"contacts\"");
        }
    }

    @Test
    void a_decision_on_a_control_says_one_thing_or_the_other() throws IOException {
        try (Line line = new Line(Line.reply(200, RECEIPT))) {
            assertThat(run(line, "control", "decide", "auth.mfa", "--system", "s", "--environment", "e").exit())
                    .isEqualTo(Exit.USAGE);
            run(line, "control", "decide", "auth.mfa", "--system", "s", "--environment", "e", "--not-implemented",
                    "--reason", "a", "--instead", "b");
            assertThat(line.requests().getLast()).contains("/api/v1/controls/auth.mfa/decide").endsWith(
                    "{\"system\":\"s\",\"environment\":\"e\",\"implemented\":false,\"reason\":\"a\",\"instead\":\"b\"}");
        }
    }

    @Test
    void item_ids_travel_percent_encoded() throws IOException {
        try (Line line = new Line(Line.reply(200, RECEIPT))) {
            run(line, "item", "complete", "d", "אבג.ü ß/~2");

            assertThat(line.requests().getFirst())
                    .startsWith("POST /api/v1/deployments/d/items/%D7%90%D7%91%D7%92.%C3%BC%20%C3%9F%2F~2/complete ");
        }
    }

    @Test
    void evidence_kept_elsewhere_is_named_and_not_sent() throws IOException {
        try (Line line = new Line(Line.reply(200, RECEIPT))) {
            Ran done = run(line, "item", "complete", "d", "i", "--evidence-url", "https://a.example/1", "--sha256",
                    "ab",
                    "--evidence-url", "https://a.example/2", "--sha256", "cd");

            assertThat(done.exit()).as(done.err()).isEqualTo(Exit.DONE);
            assertThat(line.requests()).singleElement().asString().contains(
                    "[{\"sha256\":\"ab\",\"url\":\"https://a.example/1\"},{\"sha256\":\"cd\",\"url\":\"https://a.example/2\"}]");
            assertThat(run(line, "item", "complete", "d", "i", "--evidence-url", "https://a.example/1").exit())
                    .isEqualTo(Exit.USAGE);
        }
    }

    @Test
    void evidence_is_stored_under_its_digest_before_it_is_named() throws IOException {
        Files.writeString(directory.resolve("log.txt"), "abc");
        try (Line line = new Line(Line.reply(201, ""), Line.reply(200, RECEIPT))) {
            Ran done = run(line, "item", "complete", "d", "i", "--evidence", "log.txt");

            String sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
            assertThat(done.exit()).isEqualTo(Exit.DONE);
            assertThat(line.requests().get(0)).startsWith("PUT /api/v1/evidence/" + sha256 + " ").endsWith("abc");
            assertThat(line.requests().get(1)).contains("{\"sha256\":\"" + sha256 + "\",\"name\":\"log.txt\"}");
            run(line, "item", "complete", "d", "i", "--evidence", "log.txt", "--media-type", "text/csv");
            assertThat(line.header("Content-Type")).startsWith("text/plain").contains("text/csv");
        }
    }

    @Test
    void an_import_says_line_by_line_what_was_recognised() throws IOException {
        Files.writeString(directory.resolve("c.md"), "- [ ] a");
        String imported = "{\"id\":\"c\",\"version\":1,\"items\":1,\"digest\":\"d\",\"profile\":{\"version\":1,\"inferred\":true},"
                + "\"recognized\":{\"fields\":[{}]},\"receipt\":{\"position\":7}}";
        try (Line line = new Line(Line.reply(200, imported))) {
            assertThat(run(line, "checklist", "import", "c.md").out().lines()).hasSize(3)
                    .startsWith("checklist c@1: 1 items, sha256 d  (entry 7)", "profile 1, inferred");
        }
    }

    @Test
    void what_costs_sign_offs_says_so() throws IOException {
        try (Line line = new Line(
                Line.reply(200, "{\"field\":\"Version\",\"lapsed\":[\"a\",\"b\"],\"receipt\":{\"position\":7}}"))) {
            assertThat(run(line, "field", "set", "d", "Version=1").out()).contains("(entry 7)",
                    "sign-offs: 2 lapsed by this and have to be given again");
        }
    }

    @Test
    void a_report_is_stored_then_ingested_and_its_verdicts_are_told() throws IOException {
        Files.writeString(directory.resolve("scan.json"), "abc");
        String judged = "{\"format\":\"cyclonedx\",\"verdict\":\"fail\",\"numbers\":{},\"judged\":[{\"item\":\"a.b\",\"measure\":"
                + "\"vulnerabilities\",\"value\":\"2\",\"verdict\":\"fail\",\"reason\":\"Too many.\",\"then\":\"left\","
                + "\"rule\":\"already-failed\"}],\"receipt\":{\"position\":7}}";
        try (Line line = new Line(Line.reply(201, ""), Line.reply(200, judged))) {
            Ran done = run(line, "ingest", "d", "scan.json", "--item", "b", "--item", "c", "--measure", "m");

            assertThat(done.exit()).isEqualTo(Exit.DONE);
            assertThat(line.requests().get(0)).startsWith("PUT /api/v1/evidence/ba7816bf").endsWith("abc");
            assertThat(line.requests().get(1)).startsWith("POST /api/v1/deployments/d/reports ")
                    .contains("\"name\":\"scan.json\",\"measure\":\"m\",\"items\":[\"b\",\"c\"]}");
            assertThat(done.out()).contains("fail  a.b  vulnerabilities 2  left [already-failed]  Too many.",
                    "cyclonedx, fail  (entry 7)");
        }
    }

    @Test
    void a_token_of_the_environment_speaks_and_none_of_the_local_stack_goes_elsewhere() throws IOException {
        try (Line line = new Line(Line.reply(200, "{}"))) {
            stack(line, "secret-of-the-stack");
            run(line, "whoami");
            Ran.in(directory, Map.of("COUNTERSIGN_URL", line.url(), "COUNTERSIGN_TOKEN", "mine"), "whoami");

            assertThat(line.header("Authorization")).containsExactly("Bearer mine");
        }
    }

    @Test
    void on_a_local_stack_a_role_speaks_with_the_token_kept_for_it() throws IOException {
        try (Line line = new Line(Line.reply(200, "{}"))) {
            stack(line, "kept");
            Ran.in(directory, Map.of(), "whoami", "--as", "security");
            Ran.in(directory, Map.of(), "whoami");

            assertThat(line.header("Authorization")).containsExactly("Bearer kept-security", "Bearer kept-developer");
            assertThat(Ran.in(directory, Map.of(), "whoami", "--as", "root").err()).contains("no such local identity");
        }
    }

    @Test
    void text_of_strangers_does_not_steer_the_terminal() throws IOException {
        try (Line line = new Line(Line.reply(200, "{\"name\":\"\\u001b[2J\\u202e\",\"roles\":[]}"))) {
            assertThat(run(line, "whoami").out()).doesNotContain("\u001b", "\u202e");
        }
    }

    @Test
    void neither_a_problem_nor_a_text_of_strangers_steers_it() throws IOException {
        String problem = "{\"detail\":\"a\\nb\",\"problem\":\"\\u001b[2J\",\"rule\":\"\\u009b1m\",\"field\":\"\\u202e\"}";
        try (Line line = new Line(Line.reply(400, problem), Line.reply(200, "a\u001b[2J\nb\n"))) {
            assertThat(run(line, "whoami").err()).doesNotContain("\u001b", "\u009b", "\u202e").contains("a b");
            assertThat(run(line, "log", "proof", "1").out().lines()).containsExactly("a [2J", "b");
        }
    }

    @Test
    void an_entry_comes_as_its_exact_bytes() throws IOException {
        String entry = "{\"id\":\"\u202e\u00e9\"}";
        try (Line line = new Line(Line.reply(200, entry))) {
            assertThat(run(line, "log", "entry", "1").out().lines()).containsExactly(entry);
            assertThat(run(line, "log", "entry", "1", "--json").json().at("/entry/id").asString())
                    .isEqualTo("\u202e\u00e9");
        }
    }

    @Test
    void what_can_be_no_header_is_refused_here_and_a_secret_is_not_told() throws IOException {
        Files.writeString(directory.resolve("a.csv"), "a");
        try (Line line = new Line(Line.reply(200, "{}"))) {
            Ran token = Ran.in(directory, Map.of("COUNTERSIGN_URL", line.url(), "COUNTERSIGN_TOKEN", "se\ncret"),
                    "whoami");
            assertThat(token.exit()).isEqualTo(Exit.USAGE);
            assertThat(token.err()).contains("COUNTERSIGN_TOKEN").doesNotContain("cret");
            Ran type = run(line, "item", "complete", "d", "i", "--evidence", "a.csv", "--media-type", "text/\ncsv");
            assertThat(type.exit()).isEqualTo(Exit.USAGE);
            assertThat(type.err()).contains("--media-type");
            assertThat(line.requests()).isEmpty();
        }
    }

    @Test
    void an_address_given_by_hand_is_asked_and_not_one_of_the_environment() throws IOException {
        try (Line given = new Line(Line.reply(200, "{\"items\":[]}")); Line other = new Line(Line.reply(200, "{}"))) {
            Map<String, String> environment = Map.of("COUNTERSIGN_URL", other.url(), "COUNTERSIGN_QUERY_URL",
                    other.url());
            Ran.in(directory, environment, "deployment", "list", "--as-of", "1", "--url", given.url());
            assertThat(given.requests()).hasSize(1);
            assertThat(other.requests()).isEmpty();
            Ran.in(directory, environment, "deployment", "list", "--as-of", "1", "--url", given.url(), "--query-url",
                    other.url());
            assertThat(other.requests()).hasSize(1);
        }
    }

    @Test
    void a_search_tells_each_hit_on_its_line_and_how_to_go_on() throws IOException {
        String found = "{\"items\":[{\"kind\":\"text\",\"deployment\":\"d1\",\"about\":\"a.b\",\"event\":\"item-failed\","
                + "\"field\":\"reason\",\"position\":12,\"snippet\":\"really red\"}],\"position\":12,\"next\":\"c.s\",\"complete\":false}";
        try (Line line = new Line(Line.reply(200, found))) {
            Ran ran = run(line, "search", "really", "red", "--kind", "text", "--system", "claims",
                    "--environment", "production", "--from", "2026-03-01", "--to", "2026-03-02T10:00:00Z", "--as-of",
                    "12");

            assertThat(line.requests().getFirst()).startsWith("GET /api/v1/search?q=really%20red&kind=text"
                    + "&system=claims&environment=production&from=2026-03-01T00%3A00%3A00Z&to=2026-03-02T10%3A00%3A00Z&asOf=12");
            assertThat(ran.out()).contains("12  text  d1  item-failed a.b  really red", "more: --cursor c.s",
                    "was not searched");
        }
    }

    @Test
    void an_erasure_names_entry_field_and_reason_and_what_was_erased_is_told_as_such() throws IOException {
        String told = "{\"items\":[{\"position\":7,\"time\":\"\",\"event\":\"note-added\",\"subject\":\"deployment/d\","
                + "\"text\":{\"digest\":\"x\",\"withheld\":true,\"erased\":9}}],\"next\":null}";
        try (Line line = new Line(Line.reply(200, RECEIPT), Line.reply(200, told))) {
            assertThat(run(line, "erase", "d", "7", "text", "--reason", "asked for").exit()).isEqualTo(Exit.DONE);
            assertThat(line.requests().getFirst()).startsWith("POST /api/v1/entries/7/erase ")
                    .endsWith("{\"field\":\"text\",\"reason\":\"asked for\",\"deployment\":\"d\"}");
            assertThat(run(line, "history", "deployment/d", "type/note-added").out())
                    .contains("deployment/d", "(erased by entry 9)");
            assertThat(line.requests().getLast()).contains("/api/v1/entries?of=deployment%2Fd&of=type%2Fnote-added");
            assertThat(run(line, "erase", "d", "seven", "text", "--reason", "r").exit()).isEqualTo(Exit.USAGE);
            assertThat(run(line, "erase", "d", "7", "text").exit()).isEqualTo(Exit.USAGE);
        }
    }

    private Ran run(Line line, String... args) {
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(args),
                java.util.stream.Stream.of("--url", line.url())).toArray(String[]::new);
        return Ran.in(directory, Map.of(), all);
    }

    private void stack(Line line, String token) throws IOException {
        Files.createDirectories(directory.resolve(".countersign"));
        Files.writeString(directory.resolve(".countersign/stack.json"),
                "{\"command\":\"" + line.url() + "\",\"query\":\"" + line.url() + "\",\"tokens\":{\"security\":\""
                        + token
                        + "-security\",\"developer\":\"" + token + "-developer\"}}");
    }
}
