package io.countersign.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.checklist.ChecklistImport;
import io.countersign.command.checklist.MalformedChecklist;
import io.countersign.command.checklist.MarkdownChecklist;
import io.countersign.command.checklist.ParsedChecklist;
import io.countersign.command.checklist.Profile;
import io.countersign.command.checklist.ShippedChecklists;
import io.countersign.command.checklist.ShippedChecklists.Shipped;
import io.countersign.events.ChecklistEvents;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.state.Definition;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Both shipped checklists, whole, over HTTP on real parts: every item that a deployment can settle is settled. */
class BothChecklistsTest {

    private static final Desk DESK = new Desk();
    private static final Definition LTC = imported("ltc-claims");
    private static final Definition UPSTREAM = imported("upstream");

    /** Under an id of its own, so that other tests may import the same files. */
    private static Definition imported(String name) {
        Shipped shipped = ShippedChecklists.byId(name).orElseThrow();
        try {
            ParsedChecklist parsed = MarkdownChecklist.parse(shipped.markdown());
            List<ChecklistEvents> events = ChecklistImport.events("walked-" + name, 1, 1, parsed,
                    Profile.parse(shipped.profile(), parsed), shipped.digest().hex(), shipped.markdown().length);
            DESK.seal(events);
            return Definition.of(events, 1, 1).orElseThrow();
        } catch (MalformedChecklist e) {
            throw new AssertionError(name, e);
        }
    }

    @Test
    void ltc_claims_goes_live_and_is_closed() {
        Life life = new Life(LTC);
        assertThat(life.settle(RequiredFor.GO_LIVE)).isEqualTo(112);
        life.sign();
        life.post("devops", "/go-live", "{}");
        assertThat(life.settle(RequiredFor.CLOSE)).isEqualTo(11);
        life.post("devops", "/close", "{}");
    }

    @Test
    void ltc_claims_is_rolled_back_step_by_step() {
        Life life = new Life(LTC);
        life.post("devops", "/go-live", "{\"emergency\":true,\"reason\":\"the site is down\"}");
        life.post("devops", "/rollback/declare", "{\"reason\":\"claims are lost\"}");
        for (Item step : LTC.rollbackSteps()) {
            List<String> commands = LTC.procedureSteps(true).stream()
                    .filter(s -> step.id().equals(s.step().item())).flatMap(s -> s.step().commands().stream())
                    .map(c -> "{\"command\":\"" + c.run() + "\",\"exitCode\":0,\"durationMillis\":5,\"output\":\""
                            + "ab".repeat(32) + "\"}")
                    .toList();
            JsonNode recorded = life.post("devops", "/rollback/steps/" + encoded(step) + "/record",
                    "{\"runs\":[" + String.join(",", commands) + "]}");
            assertThat(recorded.path("item").asString()).isEqualTo(step.id());
            assertThat(recorded.path("outcome").asString()).isEqualTo("done");
        }
        assertThat(LTC.procedureSteps(true).get(2).step().commands()).hasSize(3);
        life.finishRollback();
        life.post("devops", "/rollback/incidents", "{\"reference\":\"INC-7\",\"url\":\"https://incidents.example/7\"}");
        life.refused("/rollback/incidents",
                "{\"reference\":\"INC-8\",\"url\":\"https://ann:secret@incidents.example\"}",
                "not-a-url");
        life.post("devops", "/rollback/post-mortems", "{\"finding\":\"the pool was too small\"}");
        JsonNode next = DESK.post("developer", "/api/v1/deployments", """
            {"checklist":"%s","system":"claims","environment":"production","release":"2.1","follows":"%s"}"""
                .formatted(LTC.checklist().checklist(), life.id()));
        assertThat(next.path("follows").asString()).isEqualTo(life.id());
    }

    @Test
    void the_steps_of_upstreams_rollback_are_done_in_order_with_what_their_commands_were_given() throws Exception {
        Life life = new Life(UPSTREAM);
        JsonNode pending = life.post("devops", "/steps/see-whether-migrations-are-pending/record",
                "{\"command\":\"manage.py migrate --check\",\"exitCode\":1}");
        assertThat(pending.path("outcome").asString()).isEqualTo("done");
        life.post("devops", "/steps/run-migrations-with-timeout/record", "{\"exitCode\":0}");
        life.refused("/rollback/steps/verify-rollback/record", "{}", "wrong-phase");
        life.post("devops", "/rollback/declare", "{\"reason\":\"claims are lost\",\"trigger\":\"data-integrity\"}");
        life.refused("/rollback/steps/verify-rollback/record", "{\"exitCode\":0}", "step-out-of-order");
        String undo = "/rollback/steps/revert-to-previous-deployment/record";
        assertThat(life.post("devops", undo, "{\"exitCode\":1}").path("outcome").asString()).isEqualTo("failed");
        life.refused("/rollback/steps/verify-rollback/record", "{\"exitCode\":0}", "step-out-of-order");
        life.post("devops", undo, "{\"exitCode\":0,\"durationMillis\":4100}");
        life.refused("/rollback/steps/rollback-steps.verify-rollback/record", "{\"skipped\":\"no time\"}",
                "step-not-conditional");
        assertThat(life.atOnce("/rollback/steps/rollback-steps.verify-rollback/record", "{\"exitCode\":0}"))
                .containsOnlyOnce(200).containsOnly(200, 409);
        String back = "/rollback/steps/take-the-database-migration-back/record";
        life.refused(back, "{\"exitCode\":0,\"parameters\":{\"app_name\":\"claims\"}}", "parameter-missing");
        life.refused(back, "{\"exitCode\":0,\"parameters\":{\"app_name\":\"claims\",\"previous_migration\":\"a b\"}}",
                "not-a-parameter");
        life.refused(back, "{\"exitCode\":0,\"parameters\":[]}", "member-readable");
        JsonNode skipped = life.post("devops", back, "{\"skipped\":\"there was no migration\"}");
        assertThat(skipped.path("outcome").asString()).isEqualTo("skipped");
        JsonNode filled = life.post("devops", back,
                "{\"exitCode\":0,\"parameters\":{\"app_name\":\"claims\",\"previous_migration\":\"0041_fees\"}}");
        JsonNode data = DESK.entry(filled.path("receipt").path("position").asLong()).path("data");
        assertThat(data.at("/parameters/previous_migration").asString()).isEqualTo("0041_fees");
        assertThat(data.path("procedure").asString()).isEqualTo("rollback-steps");
        assertThat(life.settle(RequiredFor.ROLLBACK)).isEqualTo(4);
    }

    @Test
    void upstream_goes_live_breaches_a_trigger_and_is_rolled_back() {
        Life life = new Life(UPSTREAM);
        life.replace("hipaa.session-timeout");
        assertThat(life.settle(RequiredFor.GO_LIVE)).isEqualTo(37);
        life.sign();
        life.post("devops", "/go-live", "{}");
        assertThat(life.settle(RequiredFor.CLOSE)).isEqualTo(32);
        JsonNode measured = life.post("pipeline", "/measurements",
                "{\"measurements\":[{\"name\":\"error_rate\",\"value\":\"1.3\",\"unit\":\"%\"}]}");
        assertThat(measured.path("triggers").get(0).asString()).isEqualTo("error-rate");
        JsonNode declared = life.post("devops", "/rollback/declare", "{\"reason\":\"errors\"}");
        assertThat(declared.path("trigger").asString()).isEqualTo("error-rate");
        assertThat(declared.at("/voided/signOffs")).hasSize(2);
        assertThat(declared.at("/voided/items")).hasSize(32);
        assertThat(life.settle(RequiredFor.ROLLBACK)).isEqualTo(4);
        life.finishRollback();
    }

    private static String encoded(Item item) {
        return URLEncoder.encode(item.id(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** One deployment. */
    private static final class Life {

        private final Definition definition;
        private final String base;
        private boolean emergency = true;
        private final Set<String> replaced = new HashSet<>();

        Life(Definition definition) {
            this.definition = definition;
            this.base = "/api/v1/deployments/" + DESK
                    .post("developer", "/api/v1/deployments",
                            """
                                {"checklist":"%s","system":"claims","environment":"production","release":"2.0","commit":"0123456789abcdef",
                                 "artifacts":[{"name":"api","digest":"sha256:%s"}]}"""
                                    .formatted(definition.checklist().checklist(), "ab".repeat(32)))
                    .path("deployment").asString();
        }

        /** Has it decided that the control is not implemented where the deployment goes. */
        void replace(String control) {
            JsonNode decided = DESK.post("security", "/api/v1/controls/" + control + "/decide",
                    """
                        {"system":"claims","environment":"production","implemented":false,"reason":"a kiosk without a keyboard",
                         "instead":"the room is locked"}""");
            assertThat(decided.path("implemented").asBoolean(true)).isFalse();
            replaced.add(control);
        }

        /** Each item in one of the ways an item can be settled. @return how many */
        int settle(RequiredFor gate) {
            int settled = 0;
            for (Item item : definition.items()) {
                if (definition.requiredFor(item) == gate && !definition.derived(item)) {
                    settle(item, settled++);
                }
            }
            return settled;
        }

        private void settle(Item item, int turn) {
            String path = "/items/" + encoded(item);
            List<String> controls = definition.rule(item).controls().stream().filter(c -> !replaced.contains(c))
                    .toList();
            for (String control : controls) {
                post("pipeline", "/controls/" + control + "/check", "{\"outcome\":\"pass\",\"method\":\"probe\"}");
            }
            if (definition.rule(item).mayBeNotApplicable()
                    || controls.size() < definition.rule(item).controls().size()) {
                post("developer", path + "/not-applicable", "{\"reason\":\"not in this system\"}");
            } else if (turn % 10 == 3) {
                post("security", path + "/waive", "{\"reason\":\"later\",\"expires\":\"2999-01-01T00:00:00Z\"}");
            } else {
                if (turn % 10 == 5) {
                    post("developer", path + "/fail", "{\"reason\":\"flaky\"}");
                    post("developer", path + "/reopen", "{\"reason\":\"fixed\"}");
                }
                post("devops", path + "/complete", "{\"note\":\"seen " + turn + "\"}");
            }
        }

        void sign() {
            for (String role : definition.profile().roles()) {
                post(role.toLowerCase(Locale.ROOT), "/sign-offs",
                        "{\"role\":\"" + role + "\",\"meaning\":\"approved\"}");
            }
            emergency = false;
        }

        void finishRollback() {
            post("devops", "/rollback/verify", "{\"outcome\":\"pass\",\"observed\":\"healthy\"}");
            if (emergency) {
                post("reviewer", "/review", "{\"finding\":\"justified\"}");
            }
            post("devops", "/close", "{}");
        }

        String id() {
            return base.substring(base.lastIndexOf('/') + 1);
        }

        /** What four people are answered who ask for the same. */
        List<Integer> atOnce(String path, String body) throws Exception {
            List<Future<Integer>> answers = new ArrayList<>();
            try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
                for (int i = 0; i < 4; i++) {
                    String role = i % 2 == 0 ? "security" : "devops";
                    answers.add(callers.submit(
                            () -> DESK.keyed(role, base + path, body, UUID.randomUUID().toString()).status()));
                }
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        }

        /** Refused to devops by this rule. */
        void refused(String path, String body, String rule) {
            JsonNode problem = DESK.refusedBy("devops", base + path, body);
            assertThat(problem.path("rule").asString()).as("%s", problem).isEqualTo(rule);
        }

        JsonNode post(String role, String path, String body) {
            return DESK.post(role, base + path, body);
        }
    }
}
