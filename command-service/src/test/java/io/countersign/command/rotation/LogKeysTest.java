package io.countersign.command.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.command.RunningService;
import io.countersign.command.RunningService.Answer;
import io.countersign.command.keyring.KeyRing;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Over HTTP, on the service that other tests use, too: so the overlap is the usual week, in which both keys sign. */
class LogKeysTest {

    private final RunningService service = RunningService.get();

    @Test
    void one_of_many_at_once_rotates_and_evidence_from_before_still_verifies() throws Exception {
        Answer before = service.to("/api/v1/checklists").as("devops")
                .post("{\"name\":\"rotation\",\"markdown\":\"IyBBCgotIFsgXSBCCg==\"}");
        VerifierKey first = VerifierKey.parse(service.to("/api/v1/log").get().at("vkey"));
        KeyRing ring = service.part(KeyRing.class);

        assertThat(rotate("auditor", "{}").status()).isEqualTo(403);
        assertThat(service.to("/api/v1/log/keys/rotate").post("{}").status()).isEqualTo(401);
        assertThat(rotate("security", "{\"overlap\":\"soon\"}").status()).isEqualTo(400);
        assertThat(rotate("security", "{\"overlap\":\"P9999D\"}").status()).isEqualTo(400);
        assertThat(rotate("security", "{\"unknown\":1}").status()).isEqualTo(400);

        Callable<Answer> rotating = () -> rotate("security", "{}");
        List<Answer> answers;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = callers.invokeAll(Collections.nCopies(4, rotating)).stream().map(each -> each.resultNow())
                    .toList();
        }
        // another class of tests may have rotated before this one
        assertThat(answers.stream().filter(each -> each.status() == 200)).hasSizeLessThanOrEqualTo(1);
        assertThat(answers.stream().filter(each -> each.status() != 200))
                .allMatch(each -> each.status() == 409 && each.at("rule").equals("overlap-running"));

        JsonNode keys = service.to("/api/v1/log/keys").get().json().path("keys");
        List<String> vkeys = StreamSupport.stream(keys.spliterator(), false).map(each -> each.path("vkey").asString())
                .toList();
        assertThat(vkeys).hasSize(2).doesNotHaveDuplicates();
        assertThat(keys.path(0).path("until").asString()).isNotEmpty();
        assertThat(keys.path(1).path("type").asString()).isEqualTo("ed25519");
        assertThat(service.to("/keys").get().text()).isEqualTo(String.join("\n", vkeys) + "\n");
        assertThat(ring.all()).as("as many in the file").hasSize(2);

        Answer after = service.to("/api/v1/checklists").as("devops")
                .post("{\"name\":\"rotation\",\"markdown\":\"IyBBCgotIFsgXSBCCi0gWyBdIEMK\"}");
        String published = "/api/v1/log/published?atLeast=" + (after.json().at("/receipt/position").asLong() + 1);
        SignedNote note = SignedNote.parse(await().atMost(Duration.ofSeconds(60))
                .until(() -> service.to(published).get(), each -> each.status() == 200).at("checkpoint"));
        assertThat(note.open(vkeys.stream().map(VerifierKey::parse).toList())).hasSizeGreaterThanOrEqualTo(2);
        TlogProof proof = TlogProof.parse(before.at("receipt.proof"));
        proof.check(Digest.ofBase64(before.at("receipt.leafHash")), Checkpoint.open(proof.checkpoint(), first));
    }

    private Answer rotate(String role, String body) {
        return service.to("/api/v1/log/keys/rotate").as(role).header("Idempotency-Key", UUID.randomUUID().toString())
                .post(body);
    }
}
