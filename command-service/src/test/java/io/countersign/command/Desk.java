package io.countersign.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.RunningService.Answer;
import io.countersign.command.axon.Asked;
import io.countersign.command.axon.Decisions;
import io.countersign.command.axon.Outcome;
import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Question;
import io.countersign.command.identity.Asker;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Redactable;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.tree.ProofRejected;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Puts requests to the running service and checks every receipt it gives. */
final class Desk {

    private final RunningService service = RunningService.get();
    private final VerifierKey vkey = VerifierKey.parse(get("auditor", "/api/v1/log").path("vkey").asString());

    /** Seals events as they are, in the name of a machine, for what a test takes as given. */
    void seal(List<? extends LedgerEvent> events) {
        seal(events, Map.of());
    }

    /** The same, with what they disclose: encoded, by digest. */
    void seal(List<? extends LedgerEvent> events, Map<String, String> disclosures) {
        Redactable nobody = new Redactable("nobody");
        Asker asker = new Asker("a-test", Caller.Kind.SERVICE_ACCOUNT, Set.of(),
                new Asker.Introduction(nobody, nobody, nobody));
        Outcome outcome = service.part(Decisions.class).decide(new Asked.From(asker, null, disclosures),
                new Question() {
                    @Override
                    public String action() {
                        return "given";
                    }

                    @Override
                    public List<Look> looks() {
                        return List.of();
                    }

                    @Override
                    public Decision decide(Known known) {
                        return new Decision.Accepted(List.copyOf(events));
                    }
                });
        assertThat(outcome).isInstanceOf(Outcome.Sealed.class);
    }

    /** A write that must be done; its receipt is checked against the log's key. */
    JsonNode post(String role, String path, String body) {
        Answer answer = service.to(path).as(role).post(body);
        assertThat(answer.status()).as("%s: %s", path, answer.text()).isIn(200, 201);
        checkReceipt(answer.json().path("receipt"));
        return answer.json();
    }

    /** A write that must be refused; answers the problem document. */
    JsonNode refused(int status, String role, String path, String body) {
        Answer answer = service.to(path).as(role).post(body);
        assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        return answer.json();
    }

    /** A write that must be refused, with whatever status; answers the problem document. */
    JsonNode refusedBy(String role, String path, String body) {
        Answer answer = service.to(path).as(role).post(body);
        assertThat(answer.type()).as("%s: %s", path, answer.text()).isEqualTo("application/problem+json");
        return answer.json();
    }

    /** A write under an idempotency key. */
    Answer keyed(String role, String path, String body, String key) {
        return service.to(path).as(role).header("Idempotency-Key", key).post(body);
    }

    /** Stores a file. @return its hex SHA-256 */
    String put(byte[] file) {
        String sha256 = Digest.sha256(file).hex();
        Answer answer = service.to("/api/v1/evidence/" + sha256).as("pipeline").put(file);
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
        return sha256;
    }

    JsonNode get(String role, String path) {
        Answer answer = service.to(path).as(role).get();
        assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(200);
        return answer.json();
    }

    /** The sealed entry at a position. */
    JsonNode entry(long position) {
        return get("auditor", "/entries/" + position);
    }

    long size() {
        return get("auditor", "/api/v1/log").path("size").asLong();
    }

    private void checkReceipt(JsonNode receipt) {
        try {
            TlogProof proof = TlogProof.parse(receipt.path("proof").asString());
            assertThat(proof.index()).isEqualTo(receipt.path("position").asLong());
            proof.check(Digest.ofBase64(receipt.path("leafHash").asString()),
                    Checkpoint.open(proof.checkpoint(), vkey));
        } catch (NoteRejected | ProofRejected e) {
            throw new AssertionError(receipt.toString(), e);
        }
    }
}
