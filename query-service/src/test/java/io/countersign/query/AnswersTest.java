package io.countersign.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.LedgerEvents.DisclosureErased;
import io.countersign.ledger.evidence.Trust;
import io.countersign.ledger.evidence.Verification;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.query.answer.CursorSeal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is asked of a deployment's whole life: as of moments, between moments, in pages and by filters. */
class AnswersTest {

    private static final String LIST = "/api/v1/deployments";
    private static final String ONE = LIST + "/" + Life.FIRST.deployment();

    private static final SealedLog LOG = new SealedLog();
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(LOG.time());
    private static Topic topic;
    private static CommandSide command;
    private static RunningService service;
    /** Answers given when they were about now. */
    private static final List<Given> GIVEN = new ArrayList<>();
    /** What differed from the opening on, when the second moment was now. */
    private static final Map<String, String> DIFFS = new LinkedHashMap<>();
    /** First position of every kind of entry of the first deployment. */
    private static final Map<String, Long> AT = new LinkedHashMap<>();
    private static long opened;

    /** @param path that was asked, of now; @param alone whether entry and instant fall together: nothing but time passed since, otherwise */
    private record Given(String path, String answer, Instant then, long position, boolean alone) {}

    @BeforeAll
    static void a_life_is_lived_and_asked_about_all_the_while() throws IOException {
        topic = new Topic();
        command = new CommandSide(LOG, topic, Life.SECOND);
        service = RunningService.start(LOG, topic.name(), RunningService.emptyDatabase(), command.url(), NOW::get);
        History.begin(LOG);
        topic.publish(LOG.records());
        opened = LOG.records().size();
        for (var step : new Life(LOG).steps()) {
            var sealed = step.get();
            topic.publish(sealed);
            NOW.set(LOG.time());
            service.reaches(LOG.records().size());
            // the report has the gates too
            for (String path : List.of(LIST, ONE + "/next", ONE + "/timeline",
                    "/api/v1/reports/deployment?deployment=" + Life.FIRST.deployment())) {
                long position = LOG.records().size() - 1L;
                GIVEN.add(new Given(path, clean(service.get(path)), NOW.get(), position, !sealed.isEmpty()));
            }
            String diff = ONE + "/diff?from=" + opened + "&to=" + (LOG.records().size() - 1);
            DIFFS.put(diff, clean(service.get(diff)));
        }
        service.get(ONE + "/timeline").path("items")
                .forEach(e -> AT.putIfAbsent(e.path("event").asString(), e.path("position").asLong()));
    }

    @AfterAll
    static void stop() {
        service.close();
        command.close();
        topic.close();
    }

    /** All of it but the checkpoint, and how the log stands with its witnesses now. */
    private static String clean(JsonNode answer) {
        ObjectNode copy = (ObjectNode) answer.deepCopy();
        copy.findParents("checkpoint").forEach(o -> ((ObjectNode) o).remove("checkpoint"));
        copy.remove("witnesses");
        return copy.toString();
    }

    private static String asOf(String path, Object moment) {
        return path + (path.contains("?") ? "&" : "?") + "asOf=" + moment;
    }

    private static long at(String event) {
        return Objects.requireNonNull(AT.get(event), event);
    }

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
                noted.plusMillis(500).atOffset(java.time.ZoneOffset.ofHours(2)).toString().replace("+", "%2B"),
                noted.plusMillis(500).atOffset(java.time.ZoneOffset.ofHours(2)).toString(),
                noted.plusMillis(500).atOffset(java.time.ZoneOffset.ofHoursMinutes(-3, -30)).toString())) {
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

    private static void refused(String path, String field) {
        var answer = service.ask(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(400);
        assertThat(answer.body()).as(path).contains("\"field\":\"" + field + "\"");
    }

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

    private static List<String> found(String question) {
        return service.get("/api/v1/search?q=" + URLEncoder.encode(question, StandardCharsets.UTF_8)).path("items")
                .valueStream().map(h -> h.path("kind").asString() + " " + h.path("snippet").asString()).toList();
    }

    @Test
    void words_of_any_script_are_found_wherever_they_stand() {
        String note = "text Freeze begins at noon; fenêtre de gel, 冻结窗口";
        for (String question : List.of("freeze", "FREE", "noon freeze", "fene\u0302tre -thaw", "\"freeze begins\"",
                "gel", "窗口", "thaw or noon", "fr", "- gel", "gel -\"begins freeze\"")) {
            assertThat(found(question)).as(question).contains(note);
        }
        for (String question : List.of("\"begins freeze\"", "reeze", "freeze -noon", "thaw", "fre ",
                "gel -\"freeze begins\"")) {
            assertThat(found(question)).as(question).doesNotContain(note);
        }
        JsonNode decided = service.get("/api/v1/search?q=badge").path("items").get(0);
        assertThat(decided.path("event").asString()).isEqualTo("control-decided");
        assertThat(decided.path("system").asString()).isEqualTo("claims");
        assertThat(decided.has("deployment")).isFalse();
        assertThat(found("claims")).containsExactly("deployment claims 2.4.0 into production, following small@1");
        assertThat(found("backup tak")).containsExactly("item Backup taken", "item Backup taken");
        assertThat(found("dana")).containsExactly("person Dana");
        assertThat(found("ωmega")).containsExactly("person Søren Š. Ωmega");
    }

    @Test
    void a_hit_says_where_and_what_it_is_and_hits_come_in_pages_as_of_a_moment() {
        JsonNode hit = service.get("/api/v1/search?q=really+red").path("items").get(0);
        assertThat(hit.toString()).isEqualTo("{\"kind\":\"text\",\"deployment\":\"" + Life.FIRST.deployment()
                + "\",\"system\":\"claims\",\"environment\":\"production\",\"about\":\"" + History.TESTS
                + "\",\"event\":\"item-failed\",\"field\":\"reason\",\"position\":" + at("item-failed")
                + ",\"snippet\":\"really red\"}");
        assertThat(service.get(asOf("/api/v1/search?q=really+red", at("item-failed") - 1)).path("items")).isEmpty();
        assertThat(service.get("/api/v1/search?q=tests&kind=text").path("items")).isEmpty();
        assertThat(service.get("/api/v1/search?q=small&deployment=" + Life.SECOND.deployment()).path("items"))
                .hasSize(1);
        List<String> all = new ArrayList<>();
        JsonNode page = service.get("/api/v1/search?q=a+or+b+or+s&limit=3");
        for (; !page.path("next").isNull(); page = service
                .get("/api/v1/search?q=a+or+b+or+s&limit=3&cursor=" + page.path("next").asString())) {
            page.path("items").forEach(h -> all.add(h.toString()));
        }
        page.path("items").forEach(h -> all.add(h.toString()));
        assertThat(all).hasSizeGreaterThan(6).doesNotHaveDuplicates().isEqualTo(service
                .get("/api/v1/search?q=a+or+b+or+s").path("items").valueStream().map(JsonNode::toString).toList());
    }

    @Test
    void a_search_is_narrowed_to_a_system_an_environment_and_a_time() {
        String search = "/api/v1/search?q=a+or+b+or+s";
        JsonNode all = service.get(search).path("items");
        for (String place : List.of("system claims", "environment staging")) {
            String name = place.split(" ")[0];
            String value = place.split(" ")[1];
            assertThat(service.get(search + "&" + name + "=" + value).path("items").valueStream().toList())
                    .isNotEmpty()
                    .isEqualTo(all.valueStream().filter(h -> h.path(name).asString("").equals(value)).toList());
        }
        assertThat(service.get(search + "&system=claims&environment=staging").path("items")).isEmpty();
        assertThat(service.get(search + "&system=nobody").path("items")).isEmpty();

        long position = at("item-failed");
        String time = service.get("/api/v1/entries?limit=1000").path("items").valueStream()
                .filter(e -> e.path("position").asLong() == position).findFirst().orElseThrow().path("time").asString();
        assertThat(positions(search + "&from=" + time)).isNotEmpty().allMatch(p -> p >= position);
        assertThat(positions(search + "&to=" + time)).isNotEmpty().allMatch(p -> p < position);
        assertThat(positions(search + "&from=" + time).size() + positions(search + "&to=" + time).size())
                .isEqualTo(all.size());
        assertThat(positions(search + "&from=2099-01-01T00:00:00Z")).isEmpty();
        assertThat(positions(search + "&to=0001-01-01T00:00:00Z")).isEmpty();
        assertThat(positions(search + "&from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z")).hasSize(all.size());
    }

    private static List<Long> positions(String search) {
        return service.get(search).path("items").valueStream().map(h -> h.path("position").asLong()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"' or 1=1 --", "a & | ! (", "(a", "a:*b <-> c", "\"unclosed", "-", "\\", "%", "a\0b",
        "'a':*",
        "\uD83D\uDE00 x", "-a", "or", "or or or", "- - -a", "<b>a</b>", "x'", "$$", "::tsquery a", "\u202Ea"})
    void what_looks_like_syntax_is_searched_or_refused_but_never_fails(String hostile) {
        String encoded = URLEncoder.encode(hostile, StandardCharsets.UTF_8);
        assertThat(service.ask("/api/v1/search?q=" + encoded).statusCode()).isIn(200, 400);
        assertThat(service.ask(LIST + "?text=" + encoded).statusCode()).isIn(200, 400);
    }

    @Test
    void a_question_without_a_word_or_beyond_all_bounds_is_refused_by_name() {
        refused("/api/v1/search", "q");
        refused("/api/v1/search?q=", "q");
        refused("/api/v1/search?q=%2B%26", "q");
        refused("/api/v1/search?q=" + "a".repeat(1001), "q");
        refused("/api/v1/search?q=" + URLEncoder.encode("ก".repeat(700), StandardCharsets.UTF_8), "q");
        refused("/api/v1/search?q=a&kind=note", "kind");
        refused("/api/v1/search?q=a&deployment=%27", "deployment");
        refused("/api/v1/search?q=a&limit=1001", "limit");
        for (String bad : List.of("system=No+Name system", "environment=%00 environment", "from=yesterday from",
                "to=2026-03-01 to", "from=-1 from", "to= to", "from=+1000000000-01-01T00:00:00Z from",
                "from=2026-03-02T00:00:00Z&to=2026-03-02T00:00:00Z from",
                "from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z from")) {
            refused("/api/v1/search?q=a&" + bad.split(" ")[0], bad.split(" ")[1]);
            if (!bad.startsWith("system") && !bad.startsWith("environment")) {
                refused("/api/v1/controls/hipaa.audit-logging/checks?" + bad.split(" ")[0], bad.split(" ")[1]);
            }
        }
        refused(LIST + "?text=%2B", "text");
        refused(LIST + "?text=" + "a".repeat(1001), "text");
        assertThat(service.get("/api/v1/search?q=" + "ab+".repeat(333)).path("items")).isEmpty();
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
    void what_was_erased_is_nowhere_any_more_and_everything_still_verifies() throws IOException {
        String two = LIST + "/" + Life.SECOND.deployment();
        JsonNode noted = service.get(two + "/timeline").path("items").get(1);
        assertThat(noted.path("text").asString()).isEqualTo("Call Ada at\0 555-0100");
        assertThat(found("0100")).hasSize(1);
        String before = export();
        assertThat(service.bytes("/api/v1/exports/" + before).statusCode()).isEqualTo(200);
        String digest = LOG.disclosures().stream().filter(d -> d.value().contains("555-0100")).findFirst().orElseThrow()
                .digest();
        long next = LOG.records().size();
        var waiting = CompletableFuture
                .supplyAsync(() -> service.get(two + "/next?atLeast=" + next).path("position").asLong(),
                        Thread::startVirtualThread);
        assertThat(waiting).isNotDone();
        topic.publish(LOG.commit(People.SECURITY, new DisclosureErased(Life.SECOND, noted.path("position").asLong(),
                "text", List.of(digest), LOG.secret("reason", "she asked for it"))));
        long erasure = LOG.records().size() - 1L;
        assertThat(waiting.join()).isEqualTo(erasure);

        String gone = "{\"digest\":\"" + digest + "\",\"withheld\":true,\"erased\":" + erasure + "}";
        assertThat(service.get(asOf(two, noted.path("position"))).path("notes").get(0).path("text")).hasToString(gone);
        JsonNode told = service.get(two + "/timeline");
        assertThat(told.path("items").get(1).path("text")).hasToString(gone);
        JsonNode last = told.path("items").get(told.path("items").size() - 1);
        assertThat(last.path("result").asString()).isEqualTo("erased from entry " + noted.path("position").asLong());
        assertThat(last.path("text").asString()).isEqualTo("she asked for it");
        assertThat(service.ask("/api/v1/reports/deployment?format=csv&deployment=" + Life.SECOND.deployment()).body())
                .contains("erased (entry " + erasure + ")").doesNotContain("555-0100");
        assertThat(found("0100")).isEmpty();
        assertThat(service.get(LIST + "?text=0100").path("items")).isEmpty();
        var again = service.ask("/api/v1/exports/" + before);
        assertThat(again.statusCode()).isEqualTo(410);
        assertThat(again.body()).contains("urn:countersign:problem:gone", "entry " + erasure);
        byte[] zip = service.bytes("/api/v1/exports/" + export()).body();
        var verdict = Verification.ofPack(() -> new ByteArrayInputStream(zip),
                Trust.of(List.of(VerifierKey.parse(LOG.vkey()))));
        assertThat(verdict.word()).as(verdict.toString()).isEqualTo("verified");
        assertThat(verdict.notChecked()).anyMatch(w -> w.contains("withheld or erased"));
        assertThat(new String(zip, StandardCharsets.ISO_8859_1)).doesNotContain("555-0100");
        assertThat(service.post("/api/v1/views/rebuild", "security", "").statusCode()).isEqualTo(200);
        assertThat(found("0100")).isEmpty();
        assertThat(found("ada")).isEmpty();
    }

    /** Each was once answered with the names of our classes, or not at all. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {"''~body", "null~body", "[]~body", "{'from':~body", "{'what':1}~what",
        "{'system':'a','system':'b'}~body",
        "{'deployment':[]}~deployment", "{'from':'soon'}~from", "{'withhold':[[]]}~withhold[0]", "{} {}~body"})
    void what_an_export_cannot_be_of_is_said_by_member(String body, String field) {
        var answer = service.post("/api/v1/exports", "security", body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JsonMapper.shared().readTree(answer.body()).path("field").asString()).as(answer.body())
                .isEqualTo(field);
        assertThat(answer.body()).doesNotContain("io.countersign", "java.", "tools.");
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

    @Test
    void an_endless_request_for_an_export_is_not_read() {
        assertThat(service.post("/api/v1/exports", "security", "{\"withhold\":[" + "\"a\",".repeat(100_000)).body())
                .contains("larger than 65536 bytes");
    }

    private static String export() {
        var made = service.post("/api/v1/exports", "security",
                "{\"deployment\":\"" + Life.SECOND.deployment() + "\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JsonMapper.shared().readTree(made.body()).path("export").asString();
    }
}
