package io.countersign.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.query.answer.CursorSeal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is asked in pages and by filters. */
class ListsTest extends WholeLife {

    @ParameterizedTest
    @CsvSource({"system,Claims", "system,a%20b", "system,%00", "environment,-x", "environment,x%2Fy", "state,flying",
        "state,OPEN", "checklist,small@", "checklist,small@0", "checklist,small@1@2", "checklist,%27",
        "from,yesterday", "from,2026-02-30T00:00:00Z", "to,2026-03-01", "to,-999999999-01-01T00:00:00Z",
        "from,%2B20260-01-01T00:00:00Z", "asOf,2099-01-01T00:00:00Z", "asOf,999999", "asOf,-1", "asOf,1e3",
        "asOf,99999999999999999999", "atLeast,x", "limit,0", "limit,1001", "limit,-1", "limit,many", "cursor,",
        "cursor,bm9uZQ", "cursor,%00"})
    void a_filter_that_cannot_be_meant_is_refused_by_name(String field, String value) {
        refused(LIST + "?" + field + "=" + (value == null ? "" : value), field);
    }

    @Test
    void a_period_that_ends_before_it_begins_is_refused() {
        refused(LIST + "?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z", "from");
    }

    @ParameterizedTest
    @CsvSource({"system=claims,1", "system=portal,1", "system=nobody,0", "environment=staging,1", "state=closed,1",
        "state=abandoned,1", "state=open,0", "checklist=small,2", "checklist=small@1,2", "checklist=small@2,0",
        "from=2026-03-01T00:00:00Z,2", "to=2026-03-01T08:00:00Z,0", "system=claims&state=abandoned,0"})
    void filters_narrow_the_list(String filter, int many) {
        assertThat(service.get(LIST + "?" + filter).path("items")).hasSize(many);
    }

    @Test
    void the_list_is_narrowed_by_words_in_names_in_what_was_said_and_in_who_acted() {
        for (String question : List.of("claims", "2.4", "superseded", "dana", "production", "really red", "0123abc")) {
            assertThat(service.get(LIST + "?text=" + question.replace(" ", "+")).path("items")).as(question)
                    .isNotEmpty();
        }
        assertThat(service.get(LIST + "?text=superseded&system=claims").path("items")).isEmpty();
        assertThat(service.get(asOf(LIST + "?text=really", at("item-failed") - 1)).path("items")).isEmpty();
        assertThat(service.get(LIST + "?text=backup").path("items")).isEmpty();
    }

    @Test
    void pages_stay_those_of_their_first_moment_and_come_to_the_whole_list() {
        for (String list : List.of(LIST, ONE + "/timeline", "/api/v1/checklists")) {
            long then = opened + 12;
            JsonNode whole = service.get(asOf(list, then));
            List<String> found = new ArrayList<>();
            JsonNode page = service.get(asOf(list, then) + "&limit=1");
            for (;; page = service.get(list + "?limit=1&cursor=" + page.path("next").asString())) {
                assertThat(page.path("position").asLong()).isEqualTo(then);
                page.path("items").forEach(i -> found.add(i.toString()));
                if (page.path("next").isNull()) {
                    break;
                }
            }
            assertThat(found).isEqualTo(whole.path("items").valueStream().map(JsonNode::toString).toList());
        }
    }

    @Test
    void entries_of_all_deployments_are_listed_by_the_populations_they_are_counted_in() {
        assertThat(entries("of=type/action-refused")).containsExactly("action-refused");
        assertThat(entries("of=type/countersign.item-waived.v1&of=system/claims")).hasSize(2);
        assertThat(entries("of=type/deployment-opened")).hasSize(2);
        assertThat(entries("of=type/deployment-opened&of=environment/staging&of=system/portal")).hasSize(1);
        assertThat(entries("of=type/deployment-opened&of=environment/staging&of=system/claims")).isEmpty();
        assertThat(entries("of=deployment/" + Life.FIRST.deployment())).startsWith("export-recorded",
                "deployment-closed");
        assertThat(entries("asOf=0")).containsExactly("ledger-created");
        JsonNode first = service.get("/api/v1/entries?of=system/claims&limit=20");
        JsonNode second = service
                .get("/api/v1/entries?of=system/claims&limit=20&cursor=" + first.path("next").asString());
        assertThat(first.path("items").size() + second.path("items").size())
                .isEqualTo(entries("of=system/claims").size());
        assertThat(first.path("items").get(0).path("subject").asString()).startsWith("export/");
        for (String bad : List.of("system", "system/", "planet/earth", "type/nonsense", "%00", "person/%27",
                "system/a%20b")) {
            refused("/api/v1/entries?of=" + bad, "of");
        }
        refused("/api/v1/entries?"
                + "of=system/a1".replaceAll("1", "1&of=system/a2&of=system/a3&of=system/a4&of=system/a5"
                        + "&of=system/a6&of=system/a7"),
                "of");
        refused("/api/v1/entries?of=system/portal&cursor=" + first.path("next").asString(), "cursor");
    }

    private static List<String> entries(String query) {
        return service.get("/api/v1/entries?" + query).path("items").valueStream()
                .map(e -> e.path("event").asString()).toList();
    }

    @Test
    void a_cursor_that_was_changed_or_belongs_to_another_list_is_refused() {
        String next = service.get(ONE + "/timeline?limit=1").path("next").asString();
        refused(LIST + "?cursor=" + next, "cursor");
        refused(LIST + "/" + Life.SECOND.deployment() + "/timeline?cursor=" + next, "cursor");
        String narrowed = service.get(LIST + "?limit=1&checklist=small").path("next").asString();
        refused(LIST + "?limit=1&cursor=" + narrowed, "cursor");
        assertThat(service.get(LIST + "?limit=1&checklist=small&cursor=" + narrowed).path("items")).hasSize(1);
        for (int i = 0; i < next.length(); i += 3) {
            char other = next.charAt(i) == 'A' ? 'B' : 'A';
            refused(ONE + "/timeline?cursor=" + next.substring(0, i) + other + next.substring(i + 1), "cursor");
        }
        refused(ONE + "/timeline?cursor=" + next.substring(0, next.indexOf('.')), "cursor");
        String forged = service.bean(CursorSeal.class).seal(ONE + "/timeline", "MXwyfDM");
        refused(ONE + "/timeline?cursor=" + forged, "cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%27", "..%2F..", "nobody", "%F0%9F%98%80", "%25", "a%0Ab", "00000000"})
    void what_is_no_id_is_unknown_or_refused_wherever_it_stands(String id) {
        for (String path : List.of(LIST + "/ID", LIST + "/ID/timeline", LIST + "/ID/gate", LIST + "/ID/next",
                LIST + "/ID/statement", LIST + "/ID/markdown", LIST + "/ID/diff?from=0&to=1",
                "/api/v1/reports/deployment?deployment=ID", "/api/v1/checklists/ID", "/api/v1/exports/ID",
                "/api/v1/checklists/small?version=99&x=ID", "/api/v1/search?q=a&deployment=ID&kind=ID")) {
            assertThat(service.ask(path.replace("ID", id)).statusCode()).as(path + " " + id).isIn(400, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/reports/maintenance?environment=a&system=", "/api/v1/obligations?text=",
        "/api/v1/obligations/history?obligation=", LIST + "?text=", "/api/v1/search?q="})
    void a_query_with_nul_names_its_parameter(String path) {
        var answer = service.ask(path + "a%00b");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JsonMapper.shared().readTree(answer.body()).path("field").asString())
                .isEqualTo(path.replaceAll(".*[?&]|=", ""));
    }
}
