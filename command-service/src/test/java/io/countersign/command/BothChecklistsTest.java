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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
            life.post("devops", "/rollback/steps/" + encoded(step) + "/record",
                    "{\"command\":\"step " + step.number() + "\",\"exitCode\":0,\"durationMillis\":5}");
        }
        life.finishRollback();
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
        life.post("devops", "/rollback/declare", "{\"reason\":\"errors\",\"trigger\":\"error-rate\"}");
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

        JsonNode post(String role, String path, String body) {
            return DESK.post(role, base + path, body);
        }
    }
}
