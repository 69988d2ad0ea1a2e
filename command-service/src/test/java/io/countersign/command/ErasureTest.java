package io.countersign.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.RunningService.Answer;
import io.countersign.command.decision.Story;
import io.countersign.command.disclosure.DisclosureTable;
import io.countersign.command.erasure.Erasures;
import io.countersign.ledger.disclosure.Disclosure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;
import tools.jackson.databind.JsonNode;

/** Erasing what was said, over HTTP and in a real PostgreSQL. */
class ErasureTest {

    private static final Desk DESK = new Desk();
    private static final DisclosureTable TABLE = RunningService.get().part(DisclosureTable.class);

    private String deployment = "";
    private long noted;
    private String digest = "";

    @BeforeAll
    static void import_the_checklist() {
        DESK.seal(Story.CHECKLIST);
    }

    @BeforeEach
    void note_something_down() {
        deployment = DESK.post("developer", "/api/v1/deployments",
                "{\"checklist\":\"small\",\"system\":\"claims\",\"environment\":\"production\",\"release\":\"3.0\"}")
                .path("deployment").asString();
        noted = DESK.post("developer", "/api/v1/deployments/" + deployment + "/notes",
                "{\"text\":\"Ada has called in sick\"}").path("receipt").path("position").asLong();
        digest = DESK.entry(noted).path("data").path("text").path("digest").asString();
    }

    private String path() {
        return "/api/v1/entries/" + noted + "/erase";
    }

    private String body(String field) {
        return "{\"deployment\":\"%s\",\"field\":\"%s\",\"reason\":\"she asked for it\"}".formatted(deployment, field);
    }

    @Test
    void deletes_what_was_said_records_who_and_why_and_leaves_the_entry_as_it_was_sealed() {
        JsonNode before = DESK.entry(noted);
        assertThat(TABLE.names(Set.of(digest))).containsEntry(digest, "text");
        JsonNode erased = DESK.post("compliance", path(), body("text"));
        assertThat(erased.path("erased").get(0).asString()).isEqualTo(digest);
        assertThat(TABLE.names(Set.of(digest))).isEmpty();
        assertThat(DESK.entry(noted)).isEqualTo(before);
        JsonNode entry = DESK.entry(erased.path("receipt").path("position").asLong());
        assertThat(entry.path("type").asString()).isEqualTo("countersign.disclosure-erased.v1");
        assertThat(entry.path("streams").asString()).contains("deployment/" + deployment + "#2");
        assertThat(entry.path("data").path("entry").asLong()).isEqualTo(noted);
        assertThat(entry.toString()).doesNotContain("asked for it");
        JsonNode again = DESK.refused(409, "security", path(), body("text"));
        assertThat(again.path("rule").asString()).isEqualTo("already-erased");
        assertThat(again.path("detail").asString()).contains(entry.path("authid").asString());
    }

    @Test
    void is_for_security_and_compliance_and_about_an_entry_of_the_deployment_named() {
        long size = DESK.size();
        assertThat(DESK.refused(403, "devops", path(), body("text")).path("rule").asString()).isEqualTo("role-lacking");
        assertThat(DESK.entry(DESK.size() - 1).path("data").toString()).contains("\"erase\"", deployment);
        assertThat(DESK.refused(404, "security", path(), "{\"field\":\"text\",\"reason\":\"r\"}").path("field")
                .asString()).isEqualTo("position");
        assertThat(DESK.refused(404, "security", path(), body("text").replace(deployment, UUID.randomUUID().toString()))
                .path("rule").asString()).isEqualTo("unknown-entry");
        JsonNode misspelt = DESK.refused(404, "security", path(), body("txt"));
        assertThat(misspelt.path("field").asString()).isEqualTo("field");
        assertThat(misspelt.path("nearest").get(0).asString()).isEqualTo("text");
        DESK.refused(400, "security", "/api/v1/entries/x/erase", body("text"));
        DESK.refused(404, "security", "/api/v1/entries/-1/erase", body("text"));
        DESK.refused(400, "security", path(), body("text").replace("she", "s".repeat(17_000)));
        DESK.refused(400, "security", path(), body("text").replace("\"field\"", "\"feld\""));
        DESK.refused(400, "security", path(), body("\\u0000"));
        assertThat(TABLE.names(Set.of(digest))).isNotEmpty();
        assertThat(DESK.size()).isLessThanOrEqualTo(size + 3);
    }

    @Test
    void of_several_at_once_one_erases_and_a_repeat_under_its_key_answers_as_before() throws Exception {
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                String key = deployment + i;
                answers.add(callers.submit(() -> DESK.keyed("security", path(), body("text"), key)));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Answer answer = answers.get(i).get();
            statuses.add(answer.status());
            Answer repeated = DESK.keyed("security", path(), body("text"), deployment + i);
            assertThat(repeated.status()).isEqualTo(answer.status());
            assertThat(repeated.at("receipt.position")).isEqualTo(answer.at("receipt.position"));
        }
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
    }

    @Test
    void what_comes_back_with_a_backup_is_deleted_at_the_next_start() {
        Disclosure disclosure = Disclosure.draw(new Random(7), "text", "once more");
        DESK.seal(List.of(new io.countersign.events.LedgerEvents.DisclosureErased(null, noted, "text",
                List.of(disclosure.digest()), new io.countersign.events.Redactable(digest))),
                Map.of(disclosure.digest(), disclosure.encoded()));
        assertThat(TABLE.names(Set.of(disclosure.digest()))).isNotEmpty();
        RunningService.get().part(Erasures.class).run(new DefaultApplicationArguments());
        assertThat(TABLE.names(Set.of(disclosure.digest(), digest))).containsOnlyKeys(digest);
    }
}
