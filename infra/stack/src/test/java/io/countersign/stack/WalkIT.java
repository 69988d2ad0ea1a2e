package io.countersign.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The main job, end to end, by the command alone: both real checklists are imported, three deployments between them settle every item that a
 * deployment can settle, a fourth is abandoned; then everything is asked about, reported, exported and verified. Walks on the stack of these tests, or with
 * {@code -Dcountersign.data=DIR} on one that runs.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WalkIT {

    @TempDir
    private static Path directory = Path.of("set by JUnit");

    private static Shell shell = new Shell(Path.of("set before all"));
    private static final Set<String> SETTLED = new HashSet<>();
    private static String closed = "";
    private static long opened;

    @BeforeAll
    static void start() throws IOException {
        String running = System.getProperty("countersign.data");
        shell = new Shell(running == null ? StackProcess.shared().data() : Path.of(running).toAbsolutePath());
    }

    @Test
    @Order(1)
    void checklists_are_imported_whole_and_exported_byte_for_byte() throws IOException {
        for (var known : List.of(new Known("ltc-claims", 151), new Known("upstream", 73))) {
            Path source = checklist(known.id());
            shell.refused("developer", 1, "role-lacking", "checklist", "import", source.toString());
            JsonNode imported = shell.done("devops", "checklist", "import", source.toString());
            assertThat(imported.path("id").asString()).isEqualTo(known.id());
            assertThat(imported.path("items").asInt()).isEqualTo(known.items());
            JsonNode again = shell.done("security", "checklist", "import", source.toString());
            assertThat(again.path("version")).isEqualTo(imported.path("version"));

            Path exported = directory.resolve(known.id() + ".exported");
            shell.done("auditor", "checklist", "export", known.id(), "--out", exported.toString());
            assertThat(exported).hasSameBinaryContentAs(source);

            JsonNode shown = shell.done("auditor", "checklist", "show", known.id());
            assertThat(shown.path("definition").size()).isEqualTo(known.items());
            assertThat(shown.path("profile").path("inferred").asBoolean(true)).isFalse();
        }
        assertThat(shell.done("auditor", "checklist", "list").path("items").valueStream()
                .map(c -> c.path("id").asString())).contains("ltc-claims", "upstream");
    }

    private record Known(String id, int items) {}

    @Test
    @Order(2)
    void a_deployment_is_opened_settled_signed_goes_live_and_is_closed() throws IOException {
        Life life = Life.open(shell, "ltc-claims", "ltc-claims", directory, "--field",
                "Production URL=https://claims.example",
                "--field", "Deployed By=Rosa Parks");
        closed = life.id;
        opened = life.opened;
        JsonNode me = shell.done("developer", "whoami");
        assertThat(me.path("roles").valueStream().map(JsonNode::asString)).contains("developer");
        life.done("developer", "note add", "Window agreed with the claims team.");
        life.done("developer", "field set", "Snowflake Account=XY12345");
        JsonNode unknown = life.refused("developer", 1, "unknown-item", "item complete", "unit-tests-passing-backened");
        assertThat(unknown.path("nearest").valueStream().map(JsonNode::asString))
                .anyMatch(i -> i.endsWith("unit-tests-passing-backend"));
        life.refused("developer", 1, "derived-item", "item complete", "all-checklist-items-above-completed");
        life.refused("developer", 1, "derived-item", "item complete", "systemd-services-created-linux");
        assertThat(life.unmet(Life.GO_LIVE)).contains("item-settled", "control-passing", "signed-off");
        life.refused("devops", 4, "gate-not-satisfied", "go-live");

        life.settle(Life.GO_LIVE);
        assertThat(life.unmet(Life.GO_LIVE)).containsExactly("signed-off");
        life.refused("developer", 1, "role-lacking", "sign", "--role", "Reviewer", "--meaning", "reviewed");
        life.refused("pipeline", 1, "machine-cannot-sign", "sign", "--role", "Developer", "--meaning", "authored");
        life.done("security", "sign", "--decline", "--role", "Security", "--reason", "Not before the review.");
        life.sign();
        life.done("developer", "item reopen", "unit-tests-passing-backend", "--reason", "One more run.");
        assertThat(life.unmet(Life.GO_LIVE)).containsExactly("item-settled", "signed-off");
        life.done("developer", "item complete", "unit-tests-passing-backend");
        assertThat(life.done("developer", "next").path("items").size()).isEqualTo(4);
        life.sign();
        assertThat(life.unmet(Life.GO_LIVE)).isEmpty();

        life.done("devops", "go-live");
        assertThat(life.state()).isEqualTo("live");
        life.refused("devops", 4, "gate-not-satisfied", "close");
        life.settle(Life.CLOSE);
        assertThat(life.unmet(Life.CLOSE)).isEmpty();
        life.done("devops", "close");
        assertThat(life.state()).isEqualTo("closed");
        life.refused("developer", 1, "wrong-phase", "item reopen", "unit-tests-passing-backend");
        SETTLED.addAll(life.settled());
        assertAsOf(life);
        assertErased(life);
    }

    /** What was said is found, erased by those who may, and found no more; the entry and its place in the timeline stay. */
    private static void assertErased(Life life) {
        JsonNode hit = said(life).path("items").get(0);
        assertThat(hit.path("event").asString()).isEqualTo("sign-off-declined");
        String position = Long.toString(hit.path("position").asLong());
        JsonNode sealed = shell.done("auditor", "log", "entry", position).path("entry");
        life.refused("devops", 1, "role-lacking", "erase", position, "reason", "--reason", "No longer true.");
        life.refused("compliance", 1, "nothing-disclosed", "erase", position, "note", "--reason", "No longer true.");
        long erasure = life.done("compliance", "erase", position, "reason", "--reason", "No longer true.")
                .path("receipt").path("position").asLong();
        life.refused("security", 1, "already-erased", "erase", position, "reason", "--reason", "Once more.");
        assertThat(said(life).path("items")).isEmpty();
        assertThat(shell.done("auditor", "log", "entry", position).path("entry")).isEqualTo(sealed);
        JsonNode told = life.done("auditor", "timeline").path("items").valueStream()
                .filter(e -> e.path("position").asString().equals(position)).findFirst().orElseThrow();
        assertThat(told.path("text").path("erased").asLong()).isEqualTo(erasure);
        assertThat(shell.done("auditor", "history", "type/disclosure-erased", "deployment/" + life.id).path("items")
                .get(0).path("text").asString()).isEqualTo("No longer true.");
    }

    private static JsonNode said(Life life) {
        return shell.done("auditor", "search", "not before the rev", "--kind", "text", "--deployment", life.id);
    }

    /** What a closed deployment was, at a position, at an instant and now. */
    private static void assertAsOf(Life life) {
        JsonNode entry = shell.done("auditor", "log", "entry", Long.toString(life.opened));
        String instant = entry.path("entry").path("time").asString();
        for (String moment : List.of(Long.toString(life.opened), instant)) {
            JsonNode then = life.done("auditor", "show", "--as-of", moment);
            assertThat(then.path("state").asString()).isEqualTo("open");
            assertThat(then.path("position").asLong()).isEqualTo(life.opened);
            assertThat(then.path("items").valueStream().map(i -> i.path("state").asString())).containsOnly("open");
            assertThat(life.done("auditor", "timeline", "--as-of", moment).path("items").size()).isEqualTo(1);
            assertThat(listed(life, "--as-of", moment)).isEqualTo("open");
        }
        assertThat(listed(life, "--state", "closed", "--system", "ltc-claims", "--text", "Rosa")).isEqualTo("closed");
        JsonNode diff = life.done("auditor", "diff", Long.toString(life.opened), instantOfHead());
        assertThat(diff.path("state").path("to").asString()).isEqualTo("closed");
        assertThat(life.done("auditor", "timeline").path("items").size()).isGreaterThan(99);
    }

    private static String instantOfHead() {
        return shell.done("auditor", "log", "tail", "--lines", "1").path("items").get(0).path("entry").path("time")
                .asString();
    }

    private static String listed(Life life, String... filter) {
        List<String> command = new java.util.ArrayList<>(List.of("deployment", "list"));
        command.addAll(List.of(filter));
        return shell.done("auditor", command.toArray(String[]::new)).path("items").valueStream()
                .filter(d -> d.path("deployment").asString().equals(life.id)).map(d -> d.path("state").asString())
                .findFirst().orElse("not listed");
    }

    @Test
    @Order(3)
    void a_measured_trigger_is_declined_once_and_then_leads_back() throws IOException {
        Life life = Life.open(shell, "upstream", "upstream", directory, "--author", "carol", "--field", "Window=02:00");
        life.settle(Life.GO_LIVE);
        life.sign();
        life.done("devops", "go-live");
        life.settle(Life.CLOSE);
        assertThat(bands(life.done("devops", "measure", "error_rate=0.05%", "p95_latency=480ms")))
                .containsExactly("pass", "pass");
        assertThat(bands(life.done("devops", "measure", "error_rate=0.5%"))).containsExactly("degraded");
        assertThat(bands(life.done("devops", "measure", "error_rate=1.3%"))).containsExactly("trigger");
        assertThat(life.unmet(Life.CLOSE)).containsExactly("no-open-trigger");
        life.done("devops", "rollback decline", "--reason", "A burst of one client, blocked.");
        assertThat(life.unmet(Life.CLOSE)).isEmpty();
        life.done("devops", "measure", "error_rate=0.013");
        JsonNode declared = life.done("security", "rollback declare", "--trigger", "error-rate", "--reason",
                "It is not one client.");
        assertThat(declared.path("voided").path("signOffs").size()).isEqualTo(2);
        assertThat(declared.path("voided").path("items").size()).isEqualTo(32);
        assertThat(life.state()).isEqualTo("rolling-back");
        performUpstreamsSteps(life);
        life.settle(Life.ROLLBACK);
        life.done("devops", "rollback verify", "--outcome", "fail", "--observed", "Pods still old.");
        assertThat(life.state()).isEqualTo("rolling-back");
        life.done("devops", "rollback verify", "--outcome", "pass", "--observed", "Error rate 0.02 %.");
        assertThat(life.state()).isEqualTo("rolled-back");
        life.done("devops", "rollback incident", "--reference", "INC-204", "--link", "https://incidents.example/204");
        life.done("devops", "close");
        life.done("devops", "rollback post-mortem", "--finding", "The pool was too small.");
        assertThat(life.show().path("rollback").path("verifications").size()).isEqualTo(2);
        JsonNode next = shell.done("developer", "deployment", "open", "--checklist", "upstream", "--system", "upstream",
                "--environment", life.show().path("environment").asString(), "--release", "2.1", "--follows", life.id);
        assertThat(life.show().path("followedBy").get(0)).isEqualTo(next.path("deployment"));
        assertThat(life.show().path("rollback").path("incidents").get(0).path("what").path("reference").asString())
                .isEqualTo("INC-204");
        SETTLED.addAll(life.settled());
    }

    /** The three steps of its procedure, which are no items; the third asks for two values. */
    private static void performUpstreamsSteps(Life life) {
        life.refused("devops", 1, "step-out-of-order", "rollback step", "verify-rollback", "--exit-code", "0");
        life.done("devops", "rollback step", "revert-to-previous-deployment", "--command",
                "kubectl rollout undo deployment/upstream-web", "--exit-code", "0", "--duration", "4s",
                "--output-digest", "ab".repeat(32));
        life.done("devops", "rollback step", "verify-rollback", "--command",
                "kubectl rollout status deployment/upstream-web", "--exit-code", "0");
        life.refused("devops", 1, "parameter-missing", "rollback step", "take-the-database-migration-back",
                "--exit-code", "0");
        life.done("devops", "rollback step", "take-the-database-migration-back", "--exit-code", "0", "--parameter",
                "app_name=claims", "--parameter", "previous_migration=0041_fees");
        JsonNode steps = life.show().path("procedures").valueStream()
                .filter(p -> p.path("id").asString().equals("rollback-steps")).findFirst().orElseThrow().path("steps");
        assertThat(steps.valueStream().map(s -> s.path("state").asString())).containsOnly("done");
        assertThat(steps.get(2).path("commands").get(0).asString()).endsWith("manage.py migrate claims 0041_fees");
    }

    private static List<String> bands(JsonNode measured) {
        return measured.path("measurements").valueStream().map(m -> m.path("band").asString()).toList();
    }

    @Test
    @Order(4)
    void an_emergency_is_rolled_back_step_by_step_reviewed_and_closed() throws IOException {
        Life life = Life.open(shell, "ltc-claims", "ltc-claims", directory);
        life.refused("developer", 1, "role-lacking", "go-live", "--emergency", "--reason", "Down.");
        life.done("devops", "go-live", "--emergency", "--reason", "Claims cannot be filed.");
        assertThat(life.show().path("emergency").path("reviewDue").asString("")).isNotEmpty();
        life.done("devops", "rollback declare", "--reason", "It made things worse.");
        List<String> steps = life.items(Life.ROLLBACK).stream().map(i -> i.path("id").asString()).toList();
        assertThat(steps).hasSize(7);
        life.refused("devops", 1, "step-out-of-order", "rollback step", steps.get(1));
        Path output = Files.writeString(directory.resolve("output"), "Reverted.\n");
        for (String step : steps) {
            life.done("devops", "rollback step", step, "--command", "git checkout previous-stable-tag", "--exit-code",
                    "0",
                    "--duration", "12s", "--output", output.toString(), "--note", "As the runbook says.");
            SETTLED.add("ltc-claims " + step);
        }
        life.done("devops", "rollback verify", "--outcome", "pass");
        assertThat(life.unmet(Life.CLOSE)).containsExactly("emergency-reviewed");
        life.refused("devops", 4, "gate-not-satisfied", "close");
        life.done("reviewer", "review", "--finding", "Justified; the gate would have caught it.");
        life.done("devops", "close");
        assertThat(life.state()).isEqualTo("closed");
    }

    @Test
    @Order(5)
    void what_recurs_began_with_the_first_release_and_is_met_when_no_deployment_is_left() throws IOException {
        String[] list = {"maintenance", "list", "--system", "ltc-claims", "--environment", "production"};
        List<JsonNode> owed = shell.done("auditor", list).path("items").valueStream().toList();
        assertThat(owed).hasSize(18).allMatch(o -> o.path("state").asString().equals("open"));
        Path minutes = Files.writeString(directory.resolve("minutes"), "Nothing unusual.\n");
        for (JsonNode each : owed) {
            String item = each.path("item").asString();
            if (item.endsWith("update-documentation-as-needed")) {
                shell.done("devops", "maintenance", "not-applicable", "ltc-claims", "production", item, "--reason",
                        "Nothing changed this week.");
            } else {
                shell.done("devops", "maintenance", "complete", "ltc-claims", "production", item, "--note", "Done.",
                        "--evidence", minutes.toString());
            }
            SETTLED.add("ltc-claims " + item);
        }
        JsonNode again = shell.refused("developer", 1, "already-met", "maintenance", "complete", "ltc-claims",
                "production", "review-error-logs");
        assertThat(again.path("detail").asString()).contains("next period begins");
        shell.refused("auditor", 1, "role-lacking", "maintenance", "complete", "ltc-claims", "production",
                "review-error-logs");
        assertThat(shell.done("auditor", list).path("items").valueStream().map(o -> o.path("state").asString()))
                .containsOnly("met");
        assertThat(shell.done("auditor", "maintenance", "history", "--system", "ltc-claims", "--outcome", "met")
                .path("items")).hasSize(17);
        for (String format : List.of("json", "csv", "pdf")) {
            Path file = directory.resolve("maintenance." + format);
            shell.done("auditor", "report", "maintenance", "--system", "ltc-claims", "--environment", "production",
                    "--format", format, "--out", file.toString());
            assertThat(Files.size(file)).as(format).isGreaterThan(1_000);
        }
    }

    /** All 224 but the three that follow from others. */
    @Test
    @Order(6)
    void between_them_every_item_that_somebody_can_settle_was_settled() {
        assertThat(SETTLED).hasSize(221);
    }

    @Test
    @Order(7)
    void a_deployment_that_never_went_live_is_abandoned() {
        Life life = Life.open(shell, "upstream@1", "upstream", directory);
        life.refused("devops", 1, "role-lacking", "control waive", "auth.mfa", "--reason", "No.", "--expires", "8h");
        life.done("security", "control waive", "auth.mfa", "--reason", "No admins yet.", "--expires", "8h");
        life.done("devops", "abandon", "--reason", "Superseded.");
        assertThat(life.state()).isEqualTo("abandoned");
        life.refused("developer", 1, "wrong-phase", "field set", "Window=Too late.");
    }

    @Test
    @Order(8)
    void a_report_is_written_in_each_format() throws IOException {
        for (var format : List.of("json", "csv", "pdf")) {
            Path file = directory.resolve("report." + format);
            shell.done("auditor", "report", "deployment", closed, "--format", format, "--out", file.toString());
            assertThat(Files.size(file)).as(format).isGreaterThan(1_000);
        }
        assertThat(Files.readAllBytes(directory.resolve("report.pdf")))
                .startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII));
        assertThat(Files.readString(directory.resolve("report.csv"))).contains("unit-tests-passing-backend");
        Path early = directory.resolve("early.json");
        shell.done("auditor", "report", "deployment", "--deployment", closed, "--format", "json", "--as-of",
                Long.toString(opened), "--out", early.toString());
        assertThat(Files.readString(early)).doesNotContain("\"completed\"");
    }

    @Test
    @Order(9)
    void a_pack_is_exported_verified_offline_and_every_change_to_it_is_noticed() throws IOException {
        Path pack = directory.resolve("pack.zip");
        Shell.position(shell.done("auditor", "evidence", "export", closed, "--out", pack.toString()));
        String vkey = stackMember("vkey");
        JsonNode verified = offline("verify", pack.toString(), "--vkey", vkey);
        assertThat(verified.path("verdict").asString()).as("%s", verified).isEqualTo("verified");
        assertThat(offline("verify", pack.toString()).path("verdict").asString()).isEqualTo("unverifiable");

        byte[] bytes = Files.readAllBytes(pack);
        for (int i = 1; i < 24; i++) {
            byte[] changed = bytes.clone();
            changed[bytes.length / 24 * i] ^= 1;
            Files.write(directory.resolve("changed.zip"), changed);
            JsonNode verdict = offline("verify", directory.resolve("changed.zip").toString(), "--vkey", vkey);
            assertThat(verdict.path("verdict").asString()).isEqualTo("tampered");
            assertThat(verdict.path("firstFault").path("what").asString("")).isNotEmpty();
        }
    }

    @Test
    @Order(10)
    void the_log_is_read_and_verified_at_both_services() {
        JsonNode checkpoint = shell.done("auditor", "log", "checkpoint");
        assertThat(checkpoint.path("size").asLong()).isGreaterThan(400);
        assertThat(checkpoint.path("origin").asString()).isEqualTo(stackMember("origin"));
        assertThat(shell.done("auditor", "log", "proof", "7").path("proof").asString())
                .startsWith("c2sp.org/tlog-proof@v1\n");
        assertThat(shell.done("auditor", "log", "tail").path("items").size()).isEqualTo(10);
        for (var service : List.of("command", "query")) {
            assertThat(
                    offline("verify", stackMember(service), "--vkey", stackMember("vkey")).path("verdict").asString())
                    .isEqualTo("verified");
        }
    }

    @Test
    @Order(11)
    void views_are_rebuilt_and_say_the_same() {
        JsonNode before = shell.done("auditor", "show", closed).path("items");
        shell.refused("developer", 1, "role-lacking", "views", "rebuild");
        shell.done("devops", "views", "rebuild");
        assertThat(shell.done("auditor", "show", closed).path("items")).isEqualTo(before);
    }

    /** Runs a command that knows no stack; its exit code must agree with its verdict. */
    private static JsonNode offline(String... command) {
        List<String> args = new java.util.ArrayList<>(List.of(command));
        args.add("--json");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = Main.run(args.toArray(String[]::new), new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        JsonNode document = tools.jackson.databind.json.JsonMapper.shared().readTree(out.toByteArray());
        assertThat(exit).as("%s", document).isEqualTo(document.path("verdict").asString().equals("verified") ? 0 : 5);
        return document;
    }

    private static String stackMember(String name) {
        return tools.jackson.databind.json.JsonMapper.shared().readTree(shell.data().resolve("stack.json").toFile())
                .path(name).asString();
    }

    private static Path checklist(String id) {
        return Path.of("../../command-service/src/main/resources/checklists/" + id + ".md").toAbsolutePath()
                .normalize();
    }
}
