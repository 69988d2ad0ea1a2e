package io.countersign.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.RunningService.Answer;
import io.countersign.command.decision.Story;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Deployments of the small checklist over HTTP, sealed in a real PostgreSQL; each receipt is checked. */
class OneLifeTest {

    private static final String OPEN = """
        {"checklist":"small","system":"claims","environment":"production","release":"2.0","authors":["reviewer"],
         "artifacts":[{"name":"api","digest":"sha256:%s"}],"fields":{"Ticket":"OPS-1","Version":" "}}"""
            .formatted("ab".repeat(32));

    private static final Desk SERVICE = new Desk();
    private String base = "";

    @BeforeAll
    static void import_the_checklist() {
        SERVICE.seal(Story.CHECKLIST);
    }

    @BeforeEach
    void open() {
        JsonNode opened = SERVICE.post("developer", "/api/v1/deployments",
                OPEN.replace(",\"authors\":[\"reviewer\"]", ""));
        base = "/api/v1/deployments/" + opened.path("deployment").asString();
    }

    @Test
    void from_opening_to_closing() {
        String file = SERVICE.put("report".getBytes(StandardCharsets.UTF_8));
        refused(422, "developer", "/items/tests-pass/complete", "{}", "control-not-passing");
        post("pipeline", "/controls/" + Story.CONTROL + "/check",
                "{\"outcome\":\"pass\",\"method\":\"probe\",\"observed\":\"TLS 1.3\"}");
        JsonNode done = post("developer", "/items/tests-pass/complete",
                "{\"note\":\"all green\",\"evidence\":[{\"sha256\":\"" + file + "\",\"name\":\"report.xml\"}]}");
        assertThat(done.path("item").asString()).isEqualTo("before.tests-pass");
        JsonNode entry = SERVICE.entry(done.path("receipt").path("position").asLong());
        assertThat(entry.toString()).contains(file).doesNotContain("all green", "report.xml");
        settle("before.lint", "backend", "docs.lint");
        sign("developer", "reviewer");
        JsonNode shut = refused(422, "devops", "/go-live", "{}", "gate-not-satisfied");
        assertThat(shut.path("unmet")).hasSize(2);
        sign("security");
        JsonNode lapsed = post("developer", "/items/before.lint/reopen", "{}");
        assertThat(lapsed.path("lapsed")).hasSize(3);
        settle("before.lint");
        sign("developer", "reviewer", "devops", "security");
        post("devops", "/go-live", "{}");
        refused(409, "developer", "/sign-offs", "{\"role\":\"Developer\",\"meaning\":\"authored\"}", "wrong-phase");
        JsonNode measured = post("pipeline", "/measurements",
                "{\"measurements\":[{\"name\":\"error_rate\",\"value\":\"1.3\",\"unit\":\"%\"}]}");
        assertThat(measured.path("measurements").get(0).path("band").asString()).isEqualTo("trigger");
        assertThat(measured.path("triggers").get(0).asString()).isEqualTo("errors");
        post("devops", "/rollback/decline", "{\"reason\":\"a spike, over\"}");
        post("developer", "/items/optional/not-applicable", "{\"reason\":\"no cache here\"}");
        settle("smoke");
        post("devops", "/close", "{}");
        refused(409, "developer", "/items/before.lint/reopen", "{}", "wrong-phase");
    }

    @Test
    void back_again_after_an_emergency() {
        post("devops", "/go-live", "{\"emergency\":true,\"reason\":\"the site is down\"}");
        refused(409, "devops", "/rollback/steps/stop/record", "{}", "wrong-phase");
        post("devops", "/rollback/declare", "{\"reason\":\"data\",\"trigger\":\"data\"}");
        refused(422, "devops", "/rollback/steps/revert/record", "{\"exitCode\":0}", "step-out-of-order");
        post("devops", "/rollback/steps/stop/record",
                "{\"command\":\"systemctl stop api\",\"exitCode\":0,\"durationMillis\":900}");
        post("devops", "/rollback/steps/revert/record", "{\"exitCode\":0}");
        post("devops", "/rollback/verify", "{\"outcome\":\"pass\",\"observed\":\"200 from /health\"}");
        assertThat(refused(422, "devops", "/close", "{}", "gate-not-satisfied").path("unmet")).hasSize(2);
        settle("back.tell");
        refused(403, "devops", "/review", "{\"finding\":\"x\"}", "role-lacking");
        post("security", "/review", "{\"finding\":\"justified\"}");
        post("devops", "/close", "{}");
    }

    @Test
    void separation_of_duties_is_refused_and_sealed_as_refused() {
        JsonNode opened = SERVICE.post("developer", "/api/v1/deployments", OPEN);
        base = "/api/v1/deployments/" + opened.path("deployment").asString();
        long before = SERVICE.size();
        refused(422, "reviewer", "/sign-offs", "{\"role\":\"Reviewer\",\"meaning\":\"approved\"}",
                "author-cannot-approve");
        refused(403, "developer", "/sign-offs", "{\"role\":\"Security\",\"meaning\":\"approved\"}", "role-lacking");
        assertThat(SERVICE.entry(SERVICE.size() - 1).path("data").toString()).contains("\"role-lacking\"");
        assertThat(SERVICE.size()).isGreaterThanOrEqualTo(before + 2);
    }

    @Test
    void a_repeat_under_the_same_key_answers_as_before_and_a_key_is_not_used_twice() {
        String path = base + "/items/smoke/complete";
        Answer first = SERVICE.keyed("developer", path, "{}", base);
        long size = SERVICE.size();
        Answer second = SERVICE.keyed("developer", path, "{}", base);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.at("receipt.position")).isEqualTo(first.at("receipt.position"));
        assertThat(SERVICE.size()).isEqualTo(size);
        assertThat(SERVICE.keyed("developer", path, "{\"note\":\"x\"}", base).at("rule"))
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    void of_two_who_tick_the_same_item_at_once_one_is_first() throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                String role = i % 2 == 0 ? "developer" : "devops";
                answers.add(callers.submit(
                        () -> SERVICE.keyed(role, base + "/items/smoke/complete", "{}", UUID.randomUUID().toString())
                                .status()));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
    }

    @Test
    void going_live_begins_maintenance_which_is_completed_once_a_period_and_outlives_the_deployment() throws Exception {
        String system = "upkeep-" + UUID.randomUUID();
        base = "/api/v1/deployments/" + SERVICE.post("developer", "/api/v1/deployments",
                OPEN.replace("\"claims\"", "\"" + system + "\"")).path("deployment").asString();
        String due = "/api/v1/systems/" + system + "/environments/production/obligations";
        SERVICE.refused(404, "devops", due + "/patch/complete", "{}");
        JsonNode live = post("devops", "/go-live", "{\"emergency\":true,\"reason\":\"the site is down\"}");
        assertThat(live.path("obligations").toString()).isEqualTo("[\"small:weekly.patch\"]");
        post("devops", "/rollback/declare", "{\"reason\":\"it got worse\"}");

        String file = SERVICE.put("patched".getBytes(StandardCharsets.UTF_8));
        String body = "{\"note\":\"all hosts\",\"evidence\":[{\"sha256\":\"" + file + "\",\"name\":\"hosts.txt\"}]}";
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                String key = "upkeep-" + i;
                answers.add(callers.submit(() -> SERVICE.keyed("pipeline", due + "/patch/complete", body, key)));
            }
        }
        List<Answer> given = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            given.add(answer.get());
        }
        assertThat(given.stream().map(Answer::status)).containsOnlyOnce(200).containsOnly(200, 409);
        Answer done = given.stream().filter(a -> a.status() == 200).findFirst().orElseThrow();
        assertThat(done.at("period.number")).isEqualTo("1");
        Answer again = SERVICE.keyed("pipeline", due + "/patch/complete", body, "upkeep-" + given.indexOf(done));
        assertThat(again.at("receipt.position")).isEqualTo(done.at("receipt.position"));
        JsonNode entry = SERVICE.entry(Long.parseLong(done.at("receipt.position")));
        assertThat(entry.path("streams").asString()).contains("maintenance/" + system + "/production#1 ",
                "system/" + system + "#", "environment/production#");
        assertThat(entry.toString()).contains(file).doesNotContain("all hosts", "hosts.txt");

        assertThat(SERVICE.refused(403, "auditor", due + "/patch/complete", "{}").path("rule").asString())
                .isEqualTo("role-lacking");
        SERVICE.refused(400, "devops", due + "/patch/complete", "{\"nota\":\"x\"}");
        SERVICE.refused(400, "devops", due + "/patch/complete", "{\"note\":\"" + "x".repeat(20_000) + "\"}");
        SERVICE.refused(404, "devops", due + "/" + "x".repeat(4_000) + "/complete", "{}");
        SERVICE.refused(404, "devops", due.replace("production", "Pro%20duction") + "/patch/complete", "{}");
        assertThat(SERVICE.refused(422, "devops", due + "/patch/not-applicable", "{\"reason\":\"x\"}").path("rule")
                .asString()).isEqualTo("not-applicable-not-allowed");
        assertThat(SERVICE.post("devops", due + "/end", "{\"reason\":\"retired\"}").path("ended").toString())
                .isEqualTo("[\"small:weekly.patch\"]");
        SERVICE.refused(404, "devops", due + "/end", "{\"reason\":\"retired\"}");
        assertThat(SERVICE.refused(409, "devops", due + "/patch/end", "{\"reason\":\"x\"}").path("rule").asString())
                .isEqualTo("obligation-ended");
    }

    @Test
    void malformed_requests_are_refused_by_name() {
        assertThat(refused(400, "developer", "/items/smoke/complete", "{\"evidence\":[null]}", "member-readable")
                .path("field").asString()).startsWith("evidence");
        SERVICE.refused(400, "developer", base + "/items/smoke/complete", "{\"nota\":\"x\"}");
        assertThat(refused(404, "developer", "/items/smok/complete", "{}", "unknown-item").path("nearest").get(0)
                .asString()).isEqualTo("after.smoke");
        refused(400, "security", "/items/smoke/waive", "{\"reason\":\"  \",\"expires\":\"2999-01-01T00:00:00Z\"}",
                "reason-required");
        SERVICE.refused(404, "developer", "/api/v1/deployments/nope/items/smoke/complete", "{}");
    }

    private void settle(String... items) {
        for (String item : items) {
            post("developer", "/items/" + item + "/complete", "{}");
        }
    }

    private List<String> sign(String... roles) {
        List<String> signed = new ArrayList<>();
        for (String role : roles) {
            signed.add(post(role.toLowerCase(java.util.Locale.ROOT), "/sign-offs",
                    "{\"role\":\"" + role + "\",\"meaning\":\"approved\"}").path("signOff").asString());
        }
        return signed;
    }

    private JsonNode post(String role, String path, String body) {
        return SERVICE.post(role, base + path, body);
    }

    private JsonNode refused(int status, String role, String path, String body, String rule) {
        JsonNode problem = SERVICE.refused(status, role, base + path, body);
        assertThat(problem.path("rule").asString()).isEqualTo(rule);
        return problem;
    }
}
