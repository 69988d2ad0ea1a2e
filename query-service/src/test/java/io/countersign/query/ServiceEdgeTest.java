package io.countersign.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.Cosignature;
import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.tree.ConsistencyProof;
import io.countersign.local.Identity;
import io.countersign.local.RawHttp;
import io.countersign.local.TestParts;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The service itself: the log it serves again, who is let in, and how faults are told. */
class ServiceEdgeTest extends OneDeployment {

    @Test
    void serves_the_log_again_with_its_own_cosignature() throws Exception {
        service.reaches(log.records().size());
        var note = SignedNote.parse(service.ask("/checkpoint").body());
        var keys = service.get("/api/v1/keys");
        var witness = VerifierKey.parse(keys.path("witness").asString());
        assertThat(Cosignature.open(note, List.of(witness))).hasSize(1);
        assertThat(service.bytes("/entries/3").body()).isEqualTo(log.records().get(3).bytes());
        var proof = TlogProof.parse(service.ask("/proofs/3").body());
        proof.check(log.records().get(3).leaf(), new Checkpoint(SealedLog.ORIGIN,
                log.records().size(), log.root()));
        assertThat(service.bytes("/tile/0/000.p/5").body()).hasSize(160);
        assertThat(service.ask("/tile/0/000").statusCode()).isEqualTo(404);
    }

    @Test
    void proves_that_the_mirror_only_grew_and_names_a_bad_size() throws Exception {
        JsonNode proof = service.get("/api/v1/log/consistency?from=3&to=9");
        var hashes = proof.path("hashes").valueStream().map(h -> Digest.ofBase64(h.asString())).toList();
        new ConsistencyProof(3, 9, hashes).check(
                Digest.ofBase64(proof.path("fromRoot").asString()), Digest.ofBase64(proof.path("toRoot").asString()));
        assertThat(service.get("/api/v1/log/consistency?from=0").path("to").asLong()).isGreaterThanOrEqualTo(last);
        for (String bad : List.of("from=9&to=3 from", "from=-1 from", "from=1&to=99999 to", "from=x from",
                "from=1&to=1.5 to", "to=3 from", "from=1&to=99999999999999999999 to")) {
            var answer = service.ask("/api/v1/log/consistency?" + bad.split(" ")[0]);
            assertThat(answer.statusCode()).as(bad).isEqualTo(400);
            assertThat(answer.body()).as(bad).contains("\"field\":\"" + bad.split(" ")[1] + "\"");
        }
    }

    /** Whoever reads a log tile by tile asks a thousand times. */
    @Test
    void does_not_close_a_connection_that_is_kept() throws IOException {
        int many = 150;
        String asked = "GET /tile/0/000.p/5 HTTP/1.1\r\nHost: x\r\n";
        String answers = RawHttp.answered(service.port(),
                (asked + "\r\n").repeat(many - 1) + asked + "Connection: close\r\n\r\n");
        assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(1 + many);
    }

    @Test
    void rebuilds_the_views_for_those_who_may() {
        JsonNode before = service.get("/api/v1/deployments");
        var refused = service.post("/api/v1/views/rebuild", "developer", "");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"rule\":\"role-lacking\"");
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
        assertThat(RawHttp.answered(service.port(), "POST /add-checkpoint" + form + "Content-Length: 3\r\n\r\nold",
                10_000))
                .contains("malformed: ");
        assertThat(RawHttp.answered(service.port(), "PUT /nowhere" + form + "Content-Length: 1073741824\r\n\r\n", 12))
                .isEqualTo("HTTP/1.1 404");
        assertThat(RawHttp.answered(service.port(), "no HTTP\r\n\r\n", 10_000)).contains("\"rule\":\"http\"");
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
