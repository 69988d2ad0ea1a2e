package io.countersign.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.ContactEvents.ContactSet;
import io.countersign.events.DeploymentEvents.NotificationRecorded;
import io.countersign.events.SafeguardEvents.ControlDecided;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is asked of one deployment: what it is, was and waits for, and what belongs to it. */
class DeploymentAnswersTest extends OneDeployment {

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
        String export = JsonMapper.shared().readTree(made.body()).path("export").asString();
        byte[] zip = service.bytes("/api/v1/exports/" + export).body();
        assertThat(new String(zip, StandardCharsets.UTF_8))
                .contains("\"type\":\"countersign.contact-set.v1\"");
        assertThat(show("?asOf=" + set.getLast().position()).at("/contacts/0/role").asString()).isEqualTo("DBA");
        assertThat(service.get(base.replace("claims", "other")).path("items")).isEmpty();
        assertThat(service.ask("/api/v1/contacts?system=claims").statusCode()).isEqualTo(400);
        assertThat(service.ask(base + "%00").statusCode()).isEqualTo(400);
        var csv = service.bytes("/api/v1/reports/deployment?deployment=" + SCOPE.deployment() + "&asOf="
                + set.getLast().position() + "&format=csv");
        assertThat(new String(csv.body(), StandardCharsets.UTF_8)).contains(
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
        for (String bad : List.of("&limit=0", "&cursor=x", "&from=x", "&asOf=x", "&cursor=eA")) {
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
        String export = JsonMapper.shared().readTree(made.body()).path("export").asString();
        byte[] zip = service.bytes("/api/v1/exports/" + export).body();
        assertThat(new String(zip, StandardCharsets.ISO_8859_1))
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
}
