package io.countersign.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is asked of a deployment's whole life as of moments, and between moments. */
class MomentsTest extends WholeLife {

    private static JsonNode diff(Object from, Object to) {
        return service.get(ONE + "/diff?from=" + from + "&to=" + to);
    }

    @Test
    void every_answer_as_of_an_instant_or_a_position_is_the_one_that_was_given_then() {
        assertThat(GIVEN.size()).isGreaterThan(120);
        for (Given each : GIVEN) {
            assertThat(clean(service.get(asOf(each.path(), each.then())))).as(asOf(each.path(), each.then()))
                    .isEqualTo(each.answer());
            if (each.alone()) {
                assertThat(clean(service.get(asOf(each.path(), each.position()))))
                        .as(asOf(each.path(), each.position())).isEqualTo(each.answer());
            }
        }
    }

    @Test
    void what_differed_between_two_positions_differs_for_ever() {
        assertThat(DIFFS).hasSizeGreaterThan(30);
        DIFFS.forEach((diff, then) -> assertThat(clean(service.get(diff))).as(diff).isEqualTo(then));
    }

    @Test
    void a_waiver_that_ends_by_time_alone_opens_its_item_in_every_answer_from_that_very_instant() {
        Instant expires = Instant.parse(service.get(ONE).path("waivers").get(0).path("expires").asString());
        for (var moment : Map.of(expires.minusNanos(1_000), "waived", expires, "open").entrySet()) {
            JsonNode shown = service.get(asOf(ONE, moment.getKey()));
            assertThat(shown.path("items").valueStream().filter(i -> i.path("id").asString().equals(History.BACKUP))
                    .map(i -> i.path("state").asString())).containsExactly(moment.getValue());
            assertThat(service.get(asOf(LIST, moment.getKey())).path("items").get(0).path("counts"))
                    .isEqualTo(shown.path("counts"));
            for (String waits : List.of("/gate?for=go-live unmet", "/next items")) {
                assertThat(service.get(asOf(ONE + waits.split(" ")[0], moment.getKey())).path(waits.split(" ")[1])
                        .valueStream().anyMatch(u -> u.path("item").asString("").equals(History.BACKUP))).as(waits)
                        .isEqualTo(moment.getValue().equals("open"));
            }
            assertThat(service.get(asOf("/api/v1/reports/deployment?deployment=" + Life.FIRST.deployment(),
                    moment.getKey())).path("deployment").path("items")).isEqualTo(shown.path("items"));
        }
        JsonNode ended = diff(expires.minusNanos(1_000), expires);
        assertThat(ended.path("items").get(0).toString())
                .isEqualTo("{\"id\":\"" + History.BACKUP + "\",\"from\":\"waived\",\"to\":\"open\"}");
        assertThat(ended.path("waivers").get(0).path("to").asString()).isEqualTo("expired at " + expires);
        assertThat(ended.path("from").path("position")).isEqualTo(ended.path("to").path("position"));
    }

    @Test
    void an_instant_between_two_entries_means_the_earlier_whatever_its_offset_and_fraction() {
        Instant noted = Instant.parse(service.get(ONE + "/timeline").path("items").get(1).path("time").asString());
        long position = at("note-added");
        for (String between : List.of(noted.toString(), noted.plusNanos(999_999_999).toString(),
                noted.plusMillis(500).atOffset(ZoneOffset.ofHours(2)).toString().replace("+", "%2B"),
                noted.plusMillis(500).atOffset(ZoneOffset.ofHours(2)).toString(),
                noted.plusMillis(500).atOffset(ZoneOffset.ofHoursMinutes(-3, -30)).toString())) {
            assertThat(service.get(asOf(ONE, between)).path("position").asLong()).as(between).isEqualTo(position);
        }
        assertThat(service.get(asOf(ONE, noted.minusNanos(1))).path("position").asLong()).isEqualTo(position - 1);
        assertThat(service.get(asOf(LIST, "2020-01-01T00:00:00Z")).path("items")).isEmpty();
        assertThat(service.get(asOf(LIST, opened)).path("items")).hasSize(1);
        assertThat(service.ask(asOf(ONE, opened - 1)).statusCode()).isEqualTo(404);
    }

    @Test
    void what_differs_between_two_moments_is_told_whole() {
        JsonNode all = diff(opened, LOG.records().size() - 1);
        assertThat(all.path("state").path("to").asString()).isEqualTo("closed");
        assertThat(all.path("fields").get(0).toString())
                .isEqualTo("{\"id\":\"Ticket\",\"from\":\"CHG-17\",\"to\":\"CHG-18\"}");
        assertThat(all.path("artifacts")).isEmpty();
        assertThat(all.path("waivers")).hasSize(3);
        assertThat(all.path("decisions").get(0).toString())
                .isEqualTo("{\"id\":\"hipaa.automatic-logoff\",\"from\":null,\"to\":\"not-implemented\"}");
        assertThat(all.path("signOffs").get(0).path("to").asString()).isEqualTo("ended: item-reopened");
        assertThat(all.path("measurements").get(0).path("to").asString()).isEqualTo("0.013 ratio: trigger");
        assertThat(all.path("reports").get(0).path("to").asString()).isEqualTo("pass: tests_failed 0 left");
        assertThat(all.path("rollback").valueStream().map(c -> c.path("to").asString())).containsExactly(
                "rolling back, 1 sign-off voided", "declined", "done, exit 0, 1200 ms", "pass: rolled back");
        assertThat(all.path("notes").get(0).path("to").asString()).startsWith("Freeze begins");
        assertThat(all.path("emergency").path("to").asString()).isEqualTo("reviewed");
        assertThat(all.path("others").valueStream().map(c -> c.path("to").asString())).containsExactly("refused: sign",
                "exported through position " + (at("export-recorded") - 1));
        assertThat(all.path("controls").get(0).path("to").asString()).isEqualTo("fail");
        JsonNode fromNothing = diff("2026-03-01T08:00:00Z", opened);
        assertThat(fromNothing.path("state").path("from").isNull()).isTrue();
        assertThat(fromNothing.path("artifacts").get(0).path("id").asString()).isEqualTo("app");
        assertThat(fromNothing.path("items")).hasSize(4);
    }

    @Test
    void between_a_moment_and_itself_nothing_differs_and_no_moment_comes_before_its_past() {
        for (Object moment : List.of(opened, opened + 9, NOW.get())) {
            JsonNode none = diff(moment, moment);
            assertThat(none.path("state").isNull() && none.path("emergency").isNull()).isTrue();
            assertThat(none.valueStream().filter(JsonNode::isArray)).hasSize(13).allMatch(JsonNode::isEmpty);
        }
        for (String bad : List.of("from=" + (opened + 2) + "&to=" + opened + " from", "to=" + opened + " from",
                "from=" + opened + "&to=999999 to", "from=x&to=" + opened + " from",
                "from=" + opened + "&to=2099-01-01T00:00:00Z to", "from=" + opened + "&to=-1 to")) {
            refused(ONE + "/diff?" + bad.split(" ")[0], bad.split(" ")[1]);
        }
    }
}
