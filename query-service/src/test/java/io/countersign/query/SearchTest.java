package io.countersign.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.LedgerEvents.DisclosureErased;
import io.countersign.ledger.evidence.Trust;
import io.countersign.ledger.evidence.Verification;
import io.countersign.ledger.note.VerifierKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is found by words, and what was erased is not. */
class SearchTest extends WholeLife {

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
        assertThat(again.body()).contains("urn:countersign:problem:gone", "\"rule\":\"export-erased\"",
                "entry " + erasure);
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

    private static String export() {
        var made = service.post("/api/v1/exports", "security",
                "{\"deployment\":\"" + Life.SECOND.deployment() + "\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JsonMapper.shared().readTree(made.body()).path("export").asString();
    }
}
