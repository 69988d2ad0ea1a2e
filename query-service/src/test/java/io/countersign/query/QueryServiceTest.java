package io.countersign.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.ContactEvents.ContactSet;
import io.countersign.events.DeploymentEvents.NotificationRecorded;
import io.countersign.events.Evidence;
import io.countersign.events.SafeguardEvents.ControlDecided;
import io.countersign.events.Scope;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.WitnessPolicy;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.MlDsa;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.timestamp.TimestampRequest;
import io.countersign.local.Database;
import io.countersign.local.Identity;
import io.countersign.local.LocalTimestampAuthority;
import io.countersign.local.TestParts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on real parts: what arrives on the topic is what is answered. */
class QueryServiceTest {

    private static final Scope SCOPE = History.scope(1);
    private static final byte[] FILE = "report".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final Evidence EVIDENCE = new Evidence(Digest.sha256(FILE).hex(), (long) FILE.length, null, null,
            "text/csv");

    private static SealedLog log;
    private static Topic topic;
    private static CommandSide command;
    private static Database database;
    private static RunningService service;
    private static int last;
    /** What show answered at each position, recorded when that was the last. */
    private static final Map<Long, JsonNode> ANSWERED = new LinkedHashMap<>();

    @BeforeAll
    static void one_deployment_is_worked_on() throws IOException {
        log = new SealedLog();
        topic = new Topic();
        command = new CommandSide(log, topic, SCOPE);
        database = RunningService.emptyDatabase();
        service = RunningService.start(log, topic.name(), database, command.url());
        History.begin(log);
        History.open(log, SCOPE);
        int before = log.records().size();
        History.work(log, SCOPE, EVIDENCE);
        last = log.records().size() - 1;
        topic.publish(log.records().subList(0, before));
        service.reaches(before);
        for (var record : log.records().subList(before, log.records().size())) {
            topic.publish(java.util.List.of(record));
            if (record.checkpoint() != null) {
                ANSWERED.put(record.position(), show("?asOf=" + record.position() + "&atLeast=" + record.position()));
            }
        }
    }

    @AfterAll
    static void stop() {
        service.close();
        command.close();
        topic.close();
    }

    private static JsonNode show(String query) {
        return service.get("/api/v1/deployments/" + SCOPE.deployment() + query);
    }

    private static JsonNode item(JsonNode shown, String id) {
        return shown.path("items").valueStream().filter(i -> i.path("id").asString().equals(id)).findFirst()
                .orElseThrow();
    }

    @Test
    void shows_a_deployment_with_names_and_notes_disclosed() {
        JsonNode shown = show("");
        assertThat(shown.path("state").asString()).isEqualTo("open");
        assertThat(shown.path("checklist").asString()).isEqualTo("small@1");
        assertThat(shown.path("items")).hasSize(4);
        assertThat(item(shown, History.TESTS).path("state").asString()).isEqualTo("open");
        assertThat(item(shown, History.TESTS).path("reason").asString()).isEqualTo("flaky");
        assertThat(item(shown, History.TESTS).path("by").path("name").asString()).isEqualTo("Dana");
        assertThat(shown.path("notes").get(0).path("text").asString()).isEqualTo("Freeze begins at noon");
        assertThat(shown.path("controls").get(0).path("observed").asString()).isEqualTo("TLS 1.3");
        assertThat(shown.path("signOffs").get(0).path("stands").asBoolean()).isFalse();
        assertThat(shown.path("signOffs").get(0).path("name").asString()).isEqualTo("Dana");
        JsonNode ingested = shown.path("reports").get(0);
        assertThat(ingested.path("verdict").asString()).isEqualTo("pass");
        assertThat(ingested.path("numbers").path("tests").asString()).isEqualTo("412");
        assertThat(ingested.path("judged").get(0).path("rule").asString()).isEqualTo("control-not-passing");
        assertThat(ingested.path("by").path("name").asString()).isEqualTo("Dana");
        assertThat(shown.path("checkpoint").asString())
                .startsWith(SealedLog.ORIGIN + "\n");
    }

    @Test
    void exports_a_deployment_as_its_markdown_with_who_when_and_where_beside_each_box() {
        byte[] source = History.SOURCE.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String path = "/api/v1/deployments/" + SCOPE.deployment() + "/markdown";
        command.put("/api/v1/evidence/" + Digest.sha256(source).hex(), new byte[]{'#'});
        assertThat(service.bytes(path).statusCode()).isEqualTo(503);
        command.put("/api/v1/evidence/" + Digest.sha256(source).hex(), source);
        var answer = service.bytes(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/markdown");
        String ticked = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
        JsonNode tests = item(show(""), History.TESTS);
        assertThat(ticked).contains("- [ ] Tests pass — reopened by Dana, "
                + tests.path("at").asString().replaceFirst("\\.[0-9]+Z$", "Z") + ", entry "
                + tests.path("position").asLong() + "\n");
        long completed = ANSWERED.keySet().stream().filter(p -> item(show("?asOf=" + p), History.TESTS).path("state")
                .asString().equals("completed")).findFirst().orElseThrow();
        String then = new String(service.bytes(path + "?asOf=" + completed).body(),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(then).contains("- [x] Tests pass — completed by Dana, ");
        assertThat(then.replaceAll(" — .*", "").replace("[x]", "[ ]")).isEqualTo(History.SOURCE);
        assertThat(service.bytes("/api/v1/deployments/nobody/markdown").statusCode()).isEqualTo(404);
    }

    @Test
    void answers_as_of_any_position_what_it_answered_then() {
        assertThat(ANSWERED).hasSize(7);
        ANSWERED.forEach((position, then) -> assertThat(without(show("?asOf=" + position))).as("as of %s", position)
                .isEqualTo(without(then)));
        assertThat(ANSWERED.values().stream().map(a -> item(a, History.TESTS).path("state").asString()).distinct())
                .containsExactly("completed", "open");
    }

    private static String without(JsonNode answer) {
        return answer.toString().replaceAll("\"checkpoint\":\"[^\"]*\"", "");
    }

    @Test
    void a_waiver_that_ended_no_longer_counts_when_asked_later_than_its_end() {
        var waived = ANSWERED.values().stream()
                .filter(a -> item(a, History.BACKUP).path("state").asString().equals("waived"))
                .findFirst().orElseThrow();
        assertThat(waived.path("waivers").get(0).path("active").asBoolean()).isTrue();
        JsonNode later = show("?asOf=" + log.time().plus(Duration.ofHours(1)));
        assertThat(item(later, History.BACKUP).path("state").asString()).isEqualTo("open");
        assertThat(later.path("waivers").get(0).path("active").asBoolean()).isFalse();
        JsonNode listed = service.get("/api/v1/deployments?asOf=" + log.time().plus(Duration.ofHours(1)));
        assertThat(listed.path("items").get(0).path("counts").path("settled").asInt()).isZero();
        JsonNode before = service.get("/api/v1/deployments?asOf=" + log.time());
        assertThat(before.path("items").get(0).path("counts").path("settled").asInt()).isOne();
    }

    @Test
    void finds_deployments_by_what_was_disclosed() {
        assertThat(service.get("/api/v1/deployments?text=freeze").path("items")).hasSize(1);
        assertThat(service.get("/api/v1/deployments?text=thaw").path("items")).isEmpty();
        assertThat(service.get("/api/v1/deployments?system=other").path("items")).isEmpty();
        assertThat(service.ask("/api/v1/deployments?state=flying").statusCode()).isEqualTo(400);
    }

    @Test
    void tells_the_timeline_page_by_page_pinned_to_its_position() {
        String base = "/api/v1/deployments/" + SCOPE.deployment() + "/timeline";
        JsonNode whole = service.get(base + "?asOf=" + last);
        assertThat(whole.path("items").valueStream().map(l -> l.path("event").asString())).containsExactly(
                "deployment-opened", "item-completed", "note-added", "control-checked", "item-waived", "signed-off",
                "item-reopened", "sign-off-lapsed", "report-ingested");
        assertThat(whole.path("next").isNull()).isTrue();
        JsonNode first = service.get(base + "?limit=5&asOf=" + last);
        JsonNode second = service.get(base + "?limit=5&cursor=" + first.path("next").asString());
        assertThat(first.path("items").size() + second.path("items").size()).isEqualTo(9);
        assertThat(second.path("position")).isEqualTo(first.path("position"));
        JsonNode completed = whole.path("items").get(1);
        assertThat(service.ask(base + "?cursor=bm9uZQ").statusCode()).isEqualTo(400);
        assertThat(completed.path("text").asString()).isEqualTo("=1+1 all green, 412 tests");
        assertThat(completed.path("about").asString()).isEqualTo(History.TESTS);
        assertThat(completed.path("detail").path("evidence").get(0).path("sha256").asString())
                .isEqualTo(EVIDENCE.sha256());
        JsonNode ingested = whole.path("items").get(8);
        assertThat(ingested.path("about").asString()).isEqualTo(History.TESTS);
        assertThat(ingested.path("result").asString()).isEqualTo("pass: tests_failed 0 left");
        assertThat(whole.path("items").valueStream().map(l -> l.path("result").asString(""))).startsWith(
                "open: release 1.0.01, small@1", "completed", "", "pass by probe", "waived until 2026-03-01T08:01:07Z");
        assertThat(whole.path("items").get(3).path("expected").asString()).isEqualTo("TLS 1.2+");
        assertThat(whole.path("items").get(3).path("text").asString()).isEqualTo("TLS 1.3");
    }

    @Test
    void says_what_a_gate_waits_for() {
        JsonNode gate = service.get("/api/v1/deployments/" + SCOPE.deployment() + "/gate?for=go-live");
        assertThat(gate.path("open").asBoolean()).isFalse();
        assertThat(gate.path("unmet").valueStream().map(u -> u.path("rule").asString())).contains("item-settled",
                "signed-off");
        assertThat(service.ask("/api/v1/deployments/" + SCOPE.deployment() + "/gate?for=lunch").statusCode())
                .isEqualTo(400);
    }

    @Test
    void tells_whom_to_call_and_who_was_told() throws IOException {
        var set = log.commit(People.SECURITY, new ContactSet("claims", "production", "DBA",
                log.secret("name", "Ada Lovelace"), log.secret("address", "+44 20 7946 0000"), null));
        var gone = log.commit(People.SECURITY, new ContactSet("claims", "production", "DBA", null, null, null),
                new NotificationRecorded(SCOPE, "n1", "email", log.secret("to", "customers"),
                        log.secret("reference", "<7@mail>"), null));
        topic.publish(set);
        topic.publish(gone);
        long now = gone.getLast().position();
        String base = "/api/v1/contacts?system=claims&environment=production";
        assertThat(service.get(base + "&atLeast=" + now).path("items")).isEmpty();
        JsonNode then = service.get(base + "&asOf=" + set.getLast().position()).at("/items/0");
        assertThat(then.path("name").asString()).isEqualTo("Ada Lovelace");
        assertThat(then.path("address").asString()).isEqualTo("+44 20 7946 0000");
        assertThat(then.at("/by/name").asString()).isEqualTo("Søren Š. Ωmega");
        var made = service.post("/api/v1/exports", "security", "{\"deployment\":\"" + SCOPE.deployment() + "\"}");
        String export = tools.jackson.databind.json.JsonMapper.shared().readTree(made.body()).path("export").asString();
        byte[] zip = service.bytes("/api/v1/exports/" + export).body();
        assertThat(new String(zip, java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"type\":\"countersign.contact-set.v1\"");
        assertThat(show("?asOf=" + set.getLast().position()).at("/contacts/0/role").asString()).isEqualTo("DBA");
        assertThat(service.get(base.replace("claims", "other")).path("items")).isEmpty();
        assertThat(service.ask("/api/v1/contacts?system=claims").statusCode()).isEqualTo(400);
        assertThat(service.ask(base + "%00").statusCode()).isEqualTo(400);
        var csv = service.bytes("/api/v1/reports/deployment?deployment=" + SCOPE.deployment() + "&asOf="
                + set.getLast().position() + "&format=csv");
        assertThat(new String(csv.body(), java.nio.charset.StandardCharsets.UTF_8)).contains(
                "contact,DBA,,Ada Lovelace",
                "+44 20 7946 0000");
        JsonNode told = show("?asOf=" + now).at("/notifications/0");
        assertThat(told.path("to").asString()).isEqualTo("customers");
        assertThat(told.path("reference").asString()).isEqualTo("<7@mail>");
        JsonNode line = service.get("/api/v1/deployments/" + SCOPE.deployment() + "/timeline?asOf=" + now)
                .path("items").valueStream().filter(l -> l.path("position").asLong() == now).findFirst().orElseThrow();
        assertThat(line.path("about").asString()).isEqualTo("email");
        assertThat(line.path("text").asString()).isEqualTo("customers");
    }

    @Test
    void tells_what_became_of_a_control_page_by_page_and_what_was_decided_of_it() throws IOException {
        var decided = log.commit(People.SECURITY, new ControlDecided("claims", "production", History.CONTROL, false,
                log.secret("reason", "A kiosk without a keyboard"), log.secret("instead", "The room is locked")));
        topic.publish(decided);
        String base = "/api/v1/controls/" + History.CONTROL + "/checks?system=claims&environment=production";
        JsonNode whole = service.get(base + "&atLeast=" + decided.getLast().position());
        assertThat(whole.path("items").valueStream().map(l -> l.path("outcome").asString()))
                .containsExactly("not-implemented", "pass");
        assertThat(whole.at("/items/0/detail/instead").asString()).isEqualTo("The room is locked");
        assertThat(whole.at("/items/1/deployment").asString()).isEqualTo(SCOPE.deployment());
        assertThat(whole.at("/items/1/detail/observed").asString()).isEqualTo("TLS 1.3");
        assertThat(service.get(base + "&outcome=pass").path("items")).singleElement()
                .isEqualTo(whole.path("items").get(1));
        assertThat(service.get(base + "&outcome=fail").path("items")).isEmpty();
        assertThat(service.ask(base + "&outcome=passed").statusCode()).isEqualTo(400);
        JsonNode first = service.get(base + "&limit=1");
        JsonNode second = service.get(base + "&limit=1&cursor=" + first.path("next").asString());
        assertThat(second.path("items").get(0)).isEqualTo(whole.path("items").get(1));
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(service.get(base + "&asOf=" + last).path("items")).hasSize(1);
        assertThat(service.get(base + "&to=" + whole.at("/items/1/at").asString()).path("items")).isEmpty();
        assertThat(service.get(base + "&from=" + whole.at("/items/0/at").asString()).path("items")).hasSize(1);
        assertThat(service.get(base.replace("system=claims", "system=other")).path("items")).isEmpty();
        for (String bad : java.util.List.of("&limit=0", "&cursor=x", "&from=x", "&asOf=x", "&cursor=eA")) {
            assertThat(service.ask(base + bad).statusCode()).as(bad).isEqualTo(400);
        }
        assertThat(service.ask("/api/v1/controls/No%20Control/checks").statusCode()).isEqualTo(400);
        assertThat(service.ask("/api/v1/controls/auth.mfa/checks?system=%00").statusCode()).isEqualTo(400);
        JsonNode shown = show("?atLeast=" + decided.getLast().position()).at("/controls/0");
        assertThat(shown.at("/decision/decision").asString()).isEqualTo("not-implemented");
        assertThat(shown.at("/decision/reason").asString()).isEqualTo("A kiosk without a keyboard");
        assertThat(shown.at("/decision/by/name").asString()).isEqualTo("Søren Š. Ωmega");
        assertThat(show("?asOf=" + last).at("/controls/0/decision").isNull()).isTrue();
        String csv = service.ask("/api/v1/reports/deployment?deployment=" + SCOPE.deployment() + "&format=csv").body();
        assertThat(csv).contains("\r\ndecision," + History.CONTROL + ",,,not-implemented,");
        var made = service.post("/api/v1/exports", "security", "{\"deployment\":\"" + SCOPE.deployment() + "\"}");
        String export = tools.jackson.databind.json.JsonMapper.shared().readTree(made.body()).path("export").asString();
        byte[] zip = service.bytes("/api/v1/exports/" + export).body();
        assertThat(new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("entries/" + decided.getLast().position() + ".json");
        assertThat(verdict(zip).word()).isEqualTo("verified");
    }

    @Test
    void tells_two_moments_apart() {
        long first = ANSWERED.keySet().iterator().next();
        JsonNode diff = service
                .get("/api/v1/deployments/" + SCOPE.deployment() + "/diff?from=" + (first - 1) + "&to=" + first);
        assertThat(diff.path("items")).hasSize(1);
        assertThat(diff.path("items").get(0).path("to").asString()).isEqualTo("completed");
    }

    @Test
    void waits_for_a_position_and_gives_up_with_a_problem() {
        var response = service.ask("/api/v1/deployments?asOf=999999");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("urn:countersign:problem:invalid");
    }

    @Test
    void shows_a_checklist_whole_and_lists_it() {
        JsonNode shown = service.get("/api/v1/checklists/small");
        assertThat(shown.path("items").asInt()).isEqualTo(4);
        assertThat(shown.path("definition")).hasSize(4);
        assertThat(shown.path("sections").get(1).path("requiredFor").asString()).isEqualTo("close");
        assertThat(service.get("/api/v1/checklists").path("items").get(0).path("id").asString()).isEqualTo("small");
        assertThat(service.ask("/api/v1/checklists/smal").statusCode()).isEqualTo(404);
    }

    @Test
    void serves_the_log_again_with_its_own_cosignature() throws Exception {
        var note = io.countersign.ledger.note.SignedNote.parse(service.ask("/checkpoint").body());
        var keys = service.get("/api/v1/keys");
        var witness = io.countersign.ledger.note.VerifierKey.parse(keys.path("witness").asString());
        assertThat(io.countersign.ledger.checkpoint.Cosignature.open(note, java.util.List.of(witness))).hasSize(1);
        assertThat(service.bytes("/entries/3").body()).isEqualTo(log.records().get(3).bytes());
        var proof = io.countersign.ledger.checkpoint.TlogProof.parse(service.ask("/proofs/3").body());
        proof.check(log.records().get(3).leaf(), new io.countersign.ledger.checkpoint.Checkpoint(SealedLog.ORIGIN,
                log.records().size(), log.root()));
        assertThat(service.bytes("/tile/0/000.p/5").body()).hasSize(160);
        assertThat(service.ask("/tile/0/000").statusCode()).isEqualTo(404);
    }

    @Test
    void rebuilds_the_views_for_those_who_may() {
        JsonNode before = service.get("/api/v1/deployments");
        assertThat(service.post("/api/v1/views/rebuild", "developer", "").statusCode()).isEqualTo(403);
        assertThat(service.post("/api/v1/views/rebuild", "security", "").statusCode()).isEqualTo(200);
        assertThat(service.get("/api/v1/deployments").path("items")).isEqualTo(before.path("items"));
    }

    @Test
    void asks_for_a_token_and_answers_json_where_there_is_nothing() {
        assertThat(service.ask("/api/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(service.ask("/openapi.json").body()).contains("/api/v1/deployments/{id}/timeline");
        assertThat(service.ask("/metrics").body()).contains("countersign_mirror_size");
    }

    @Test
    void answers_nobody_whom_a_token_does_not_name_and_only_one_token() {
        var issuer = TestParts.issuer();
        var auditor = List.of("auditor");
        String named = "Bearer " + issuer.token("auditor");
        assertThat(service.askWith("/api/v1/deployments", named).statusCode()).isEqualTo(200);
        for (String[] sent : new String[][]{{}, {named, named}, {"Basic YTpi"},
            {"Bearer " + issuer.token(new Identity("", "Nobody", "user", auditor))},
            {"Bearer " + issuer.token(new Identity(" ", "Nobody", "user", auditor))}}) {
            var response = service.askWith("/api/v1/deployments", sent);
            assertThat(response.statusCode()).as(String.join(" ", sent)).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(response.body()).contains("\"rule\":\"token-valid\"");
        }
        String blank = "Bearer " + issuer.token(new Identity("a", "A", "user", List.of("", "auditor")));
        assertThat(service.askWith("/api/v1/deployments", blank).statusCode()).isEqualTo(200);
    }

    /** curl declares whatever it sends to be a form; and what a stranger declares to be one is not taken into memory. */
    @Test
    void takes_no_body_for_a_form() throws IOException {
        String form = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        assertThat(answered("POST /add-checkpoint" + form + "Content-Length: 3\r\n\r\nold", 10_000))
                .contains("malformed: ");
        assertThat(answered("PUT /nowhere" + form + "Content-Length: 1073741824\r\n\r\n", 12))
                .isEqualTo("HTTP/1.1 404");
    }

    /** What comes first of the answer, before more is sent. */
    private static String answered(String sent, int most) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readNBytes(most), StandardCharsets.UTF_8);
        }
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
        try (var document = org.apache.pdfbox.Loader.loadPDF(pdf)) {
            String text = new org.apache.pdfbox.text.PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertThat(text).contains("Søren Š. Ωmega", "Tests pass", "flaky", "Ingested reports",
                    "pass by probe", "expected TLS 1.2+, observed TLS 1.3",
                    "Page 1 of " + document.getNumberOfPages(),
                    "numbered deployment/");
        }
        java.nio.file.Files.write(java.nio.file.Path.of("target", "deployment-report.pdf"), pdf);
        assertThat(service.ask(base + "&format=doc").statusCode()).isEqualTo(400);
    }

    @Test
    void exports_a_pack_that_verifies_and_stays_the_same() throws IOException {
        command.put("/api/v1/evidence/" + EVIDENCE.sha256(), FILE);
        byte[] source = History.SOURCE.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        command.put("/api/v1/evidence/" + Digest.sha256(source).hex(), source);
        var made = service.post("/api/v1/exports", "security", "{\"deployment\":\"" + SCOPE.deployment()
                + "\",\"withhold\":[\"name\",\"subject\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode built = tools.jackson.databind.json.JsonMapper.shared().readTree(made.body());
        byte[] zip = service.bytes("/api/v1/exports/" + built.path("export").asString()).body();
        assertThat(Digest.sha256(zip).hex()).isEqualTo(built.path("sha256").asString());
        var trust = io.countersign.ledger.evidence.Trust
                .of(java.util.List.of(io.countersign.ledger.note.VerifierKey.parse(log.vkey())));
        var verdict = io.countersign.ledger.evidence.Verification.ofPack(() -> new java.io.ByteArrayInputStream(zip),
                trust);
        assertThat(verdict.word()).as(verdict.toString()).isEqualTo("verified");
        assertThat(verdict.notChecked()).noneMatch(w -> w.contains("evidence"));
        assertThat(new String(zip, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("Dana")
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
            var trust = new io.countersign.ledger.evidence.Trust(
                    java.util.List.of(VerifierKey.parse(log.vkey()), mldsa.verifierKey()),
                    WitnessPolicy.parse("witness w " + witness.verifierKey().format() + "\nquorum w\n"));
            var verdict = io.countersign.ledger.evidence.Verification
                    .ofPack(() -> new java.io.ByteArrayInputStream(zip), trust);
            assertThat(verdict.word()).as(verdict.toString()).isEqualTo("verified");
            assertThat(new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1))
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
                    Digest.sha256(note.text().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    new java.security.SecureRandom());
            byte[] stamp = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(authority))
                    .header("Content-Type", TimestampRequest.CONTENT_TYPE)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request.encoded())).build(),
                    HttpResponse.BodyHandlers.ofByteArray()).body();
            long size = Checkpoint.parse(note.text()).size();
            return JsonMapper.shared().writeValueAsBytes(Map.of("size", size, "checkpoint", note.format(), "keys",
                    java.util.List.of(mldsa.format()), "witnessed", Map.of("size", size, "quorum", "met", "lacking",
                            java.util.List.of(), "witnesses",
                            java.util.List.of(Map.of("name", "w", "vkey", witness.format(), "size", size, "own",
                                    false))),
                    "timestamps",
                    java.util.List.of(Map.of("token", java.util.Base64.getEncoder().encodeToString(stamp)))));
        } catch (IOException | InterruptedException | NoteRejected e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void exports_a_period_with_its_neighbours() throws IOException {
        var made = service.post("/api/v1/exports", "security",
                "{\"from\":\"2026-03-01T08:00:05.500Z\",\"to\":\"2026-03-01T08:00:08.500Z\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode built = tools.jackson.databind.json.JsonMapper.shared().readTree(made.body());
        byte[] zip = service.bytes("/api/v1/exports/" + built.path("export").asString()).body();
        assertThat(new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1)).contains("entries/8.json",
                "entries/11.json", "entries/12.json").doesNotContain("entries/7.json", "entries/13.json");
        assertThat(verdict(zip).checks()).contains("the whole log: every entry of the period is here, index 8 to 12");
    }

    @Test
    void exports_a_period_of_a_system_and_an_environment_that_verifies_with_names_withheld() throws IOException {
        var made = service.post("/api/v1/exports", "security",
                "{\"from\":\"2026-03-01T08:00:05.500Z\",\"to\":\"2036-03-01T08:00:08.500Z\",\"system\":\"claims\",\"environment\":\"production\",\"withhold\":[\"name\",\"subject\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode built = tools.jackson.databind.json.JsonMapper.shared().readTree(made.body());
        byte[] zip = service.bytes("/api/v1/exports/" + built.path("export").asString()).body();
        var verdict = verdict(zip);
        assertThat(verdict.checks()).anyMatch(c -> c.startsWith("system/claims: every entry is here, index "))
                .anyMatch(c -> c.startsWith("environment/production: every entry is here, index "));
        assertThat(verdict.notChecked()).anyMatch(c -> c.contains("withheld or erased"));
        assertThat(new String(zip, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("Dana");
    }

    private static io.countersign.ledger.evidence.Verdict verdict(byte[] zip) throws IOException {
        var trust = io.countersign.ledger.evidence.Trust
                .of(java.util.List.of(io.countersign.ledger.note.VerifierKey.parse(log.vkey())));
        var verdict = io.countersign.ledger.evidence.Verification.ofPack(() -> new java.io.ByteArrayInputStream(zip),
                trust);
        assertThat(verdict.word()).as(verdict.toString()).isEqualTo("verified");
        return verdict;
    }

    @Test
    void proves_that_the_mirror_only_grew_and_names_a_bad_size() throws Exception {
        JsonNode proof = service.get("/api/v1/log/consistency?from=3&to=9");
        var hashes = proof.path("hashes").valueStream().map(h -> Digest.ofBase64(h.asString())).toList();
        new io.countersign.ledger.tree.ConsistencyProof(3, 9, hashes).check(
                Digest.ofBase64(proof.path("fromRoot").asString()), Digest.ofBase64(proof.path("toRoot").asString()));
        assertThat(service.get("/api/v1/log/consistency?from=0").path("to").asLong()).isGreaterThanOrEqualTo(last);
        for (String bad : java.util.List.of("from=9&to=3 from", "from=-1 from", "from=1&to=99999 to", "from=x from",
                "from=1&to=1.5 to", "to=3 from", "from=1&to=99999999999999999999 to")) {
            var answer = service.ask("/api/v1/log/consistency?" + bad.split(" ")[0]);
            assertThat(answer.statusCode()).as(bad).isEqualTo(400);
            assertThat(answer.body()).as(bad).contains("\"field\":\"" + bad.split(" ")[1] + "\"");
        }
    }

    @Test
    void refuses_an_export_of_nothing() {
        assertThat(service.post("/api/v1/exports", "security", "{}").statusCode()).isEqualTo(400);
        assertThat(service.post("/api/v1/exports", "security", "{\"deploymnt\":\"x\"}").statusCode()).isEqualTo(400);
        assertThat(service.post("/api/v1/exports", "security", "{\"deployment\":\"x\"}").statusCode()).isEqualTo(404);
    }

    /** What another would fix by asking again is told from what only we can mend. */
    @Test
    void a_fault_of_ours_is_not_laid_on_the_database_and_its_going_away_is_no_fault_of_ours() throws Exception {
        String path = "/api/v1/checklists";
        String table = "views_" + activeViews() + ".checklists";
        database.execute("ALTER TABLE " + table + " RENAME COLUMN version TO other");
        try {
            problem(service.ask(path), 500, "internal");
        } finally {
            database.execute("ALTER TABLE " + table + " RENAME COLUMN other TO version");
        }
        try (var holding = database.connect(); var locks = holding.createStatement()) {
            holding.setAutoCommit(false);
            locks.execute("LOCK TABLE " + table);
            var asked = CompletableFuture.supplyAsync(() -> service.ask(path));
            String waiting = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
            RunningService.until(() -> first(waiting).equals("t"), () -> "the question waits for the table");
            problem(asked.get(30, TimeUnit.SECONDS), 503, "unavailable");
        }
        assertThat(service.ask(path).statusCode()).isEqualTo(200);
    }

    private static void problem(HttpResponse<String> answer, int status, String word) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"problem\":\"" + word + "\"").doesNotContain("Exception", "SELECT",
                "column");
    }

    private static String activeViews() {
        return first("SELECT number FROM mirror.views WHERE active");
    }

    /** The first row's only column; empty without a row. */
    private static String first(String sql) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
