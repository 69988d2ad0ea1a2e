package io.countersign.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.RunningService.Answer;
import io.countersign.command.checklist.ShippedChecklists;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.local.Identity;
import io.countersign.local.TestParts;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is asked over HTTP is sealed, answered with a receipt, and answered alike when it is asked again. */
class LifeTest {

    private static final Map<String, Object> OPEN = Map.of("checklist", "upstream", "system", "claims", "environment",
            "staging", "release", "1.2.3", "authors", List.of("developer"));

    private final RunningService service = RunningService.get();

    @Test
    void imports_a_shipped_checklist_once_and_gives_back_its_bytes() {
        Answer first = imported("upstream");
        Answer again = imported("upstream");
        assertThat(first.at("items")).isEqualTo("73");
        assertThat(first.at("profile.inferred")).isEqualTo("false");
        assertThat(again.at("version")).isEqualTo(first.at("version"));
        assertThat(again.at("receipt.proof")).isEqualTo(first.at("receipt.proof"));
        assertThat(service.to("/api/v1/checklists/upstream/source").as("auditor").get().body())
                .isEqualTo(ShippedChecklists.byId("upstream").orElseThrow().markdown());
    }

    @Test
    void refuses_an_import_without_the_right_and_records_that() {
        long before = size();
        Answer refused = service.to("/api/v1/checklists").as("compliance")
                .post(Map.of("name", "upstream.md", "markdown", markdown("upstream")));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("rule")).isEqualTo("role-lacking");
        assertThat(size()).isGreaterThan(before);
        assertThat(service.to("/entries/" + (size() - 1)).get().text()).contains("action-refused", "role-lacking");
    }

    @Test
    void proves_every_write_against_a_signed_checkpoint() throws Exception {
        Answer note = note(opened(), "Deployed by hand.", UUID.randomUUID().toString());
        assertThat(note.status()).isEqualTo(200);
        TlogProof proof = TlogProof.parse(note.at("receipt.proof"));
        VerifierKey key = VerifierKey.parse(service.to("/api/v1/log").get().at("vkey"));
        Checkpoint checkpoint = Checkpoint.open(proof.checkpoint(), key);
        Digest leaf = Digest.ofBase64(note.at("receipt.leafHash"));
        proof.check(leaf, checkpoint);
        byte[] entry = service.to("/entries/" + note.at("receipt.position")).get().body();
        assertThat(io.countersign.ledger.hash.TreeHasher.leaf(entry)).isEqualTo(leaf);
    }

    @Test
    void keeps_free_text_out_of_the_ledger_and_hands_it_to_readers_of_disclosures() {
        Answer note = note(opened(), "Ask Zaphod about it.", UUID.randomUUID().toString());
        String entry = service.to("/entries/" + note.at("receipt.position")).get().text();
        assertThat(entry).doesNotContain("Zaphod").contains("\"digest\"");
        assertThat(service.to("/api/v1/disclosures").as("auditor").get().status()).isEqualTo(403);
        assertThat(disclosed()).anyMatch(d -> d.contains("Ask Zaphod about it."));
    }

    @Test
    void keeps_nothing_of_what_a_refused_request_disclosed() {
        assertThat(note("none", "Never to be kept.", UUID.randomUUID().toString()).status()).isEqualTo(404);
        assertThat(disclosed()).noneMatch(d -> d.contains("Never to be kept."));
    }

    @Test
    void answers_a_repeat_as_before_and_refuses_its_key_for_anything_else() {
        String deployment = opened();
        String key = UUID.randomUUID().toString();
        Answer first = note(deployment, "Once.", key);
        long size = size();
        Answer again = note(deployment, "Once.", key);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.status()).isEqualTo(first.status());
        Answer other = note(deployment, "Twice.", key);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.at("rule")).isEqualTo("idempotency-key-reused");
        assertThat(size()).isEqualTo(size);
    }

    @Test
    void seals_each_of_many_at_once_and_a_repeated_one_once() throws Exception {
        String deployment = opened();
        long size = size();
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String text = "Note " + i / 2;
            calls.add(() -> note(deployment, text, text + deployment));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        }
        assertThat(size()).isEqualTo(size + 20);
    }

    @Test
    void introduces_a_newcomer_once_however_many_requests_they_begin_with() throws Exception {
        imported("upstream");
        String token = TestParts.issuer().token("newcomer-" + UUID.randomUUID(), "Newcomer", "devops");
        long size = size();
        Callable<Answer> open = () -> service.to("/api/v1/deployments").token(token).post(OPEN);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : threads.invokeAll(Collections.nCopies(12, open))) {
                assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(201);
            }
        }
        assertThat(size()).isEqualTo(size + 12 + 1);
        assertThat(service.to("/api/v1/whoami").token(token).get().at("person")).startsWith("person/");
        assertThat(disclosed()).filteredOn(d -> d.equals("Newcomer")).hasSize(1);
    }

    @Test
    void keeps_evidence_by_its_digest() {
        byte[] bytes = "a report".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String path = "/api/v1/evidence/" + Digest.sha256(bytes).hex();
        assertThat(service.to(path).as("devops").put(new byte[]{1}).at("rule")).isEqualTo("digest-mismatch");
        assertThat(service.to(path).as("devops").get().status()).isEqualTo(404);
        assertThat(service.to(path).as("devops").put(bytes).status()).isEqualTo(201);
        assertThat(service.to(path).as("devops").put(bytes).status()).isEqualTo(200);
        assertThat(service.to(path).as("auditor").get().body()).isEqualTo(bytes);
    }

    private String opened() {
        imported("upstream");
        Answer opened = service.to("/api/v1/deployments").as("devops").post(OPEN);
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        return opened.at("deployment");
    }

    private Answer note(String deployment, String text, String key) {
        return service.to("/api/v1/deployments/" + deployment + "/notes").as("devops")
                .header("Idempotency-Key", key.replace(' ', '-'))
                .post(Map.of("text", text));
    }

    private Answer imported(String id) {
        Answer answer = service.to("/api/v1/checklists").as("devops")
                .post(Map.of("name", id + ".md", "markdown", markdown(id)));
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
        return answer;
    }

    private static String markdown(String id) {
        return Base64.getEncoder().encodeToString(ShippedChecklists.byId(id).orElseThrow().markdown());
    }

    private long size() {
        return Long.parseLong(service.to("/api/v1/log").get().at("size"));
    }

    private List<String> disclosed() {
        Answer page = service.to("/api/v1/disclosures").token(TestParts.issuer()
                .token(Identity.QUERY_SERVICE)).get();
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        List<String> texts = new ArrayList<>();
        for (JsonNode item : page.json().get("items")) {
            texts.add(io.countersign.ledger.disclosure.Disclosure.parse(item.get("disclosure").asString()).value());
        }
        return texts;
    }
}
