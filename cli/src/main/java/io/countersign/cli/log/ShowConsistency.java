package io.countersign.cli.log;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.tree.ConsistencyProof;
import io.countersign.ledger.tree.ProofRejected;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "consistency", description = "Print the proof that the log at size M is the beginning of the log at size N (RFC 6962), once it is seen to prove that.")
final class ShowConsistency extends Verb {

    @Parameters(index = "0", paramLabel = "M")
    private long from;

    @Parameters(index = "1", arity = "0..1", paramLabel = "N", description = "The log's size now unless given.")
    private @Nullable Long to;

    @Override
    protected Answer run(Session session) {
        JsonNode proof = session.command().get(Address.of("/api/v1/log/consistency").with("from", Long.toString(from))
                .with("to", to == null ? null : Long.toString(to)));
        check(proof);
        return Answer.of(proof, () -> text(proof));
    }

    private void check(JsonNode proof) {
        try {
            long newer = proof.path("to").asLong(-1);
            if (proof.path("from").asLong(-1) != from || to != null && to != newer) {
                throw Failure.integrity("what was answered is a proof between other sizes");
            }
            List<Digest> hashes = Json.each(proof, "hashes").map(hash -> Digest.ofBase64(hash.asString())).toList();
            new ConsistencyProof(from, newer, hashes).check(Digest.ofBase64(Json.text(proof, "fromRoot")),
                    Digest.ofBase64(Json.text(proof, "toRoot")));
        } catch (ProofRejected | IllegalArgumentException e) {
            throw Failure.integrity("what was answered proves nothing: " + e.getMessage());
        }
    }

    private static String text(JsonNode proof) {
        return Json.text(proof, "from") + " " + Json.text(proof, "fromRoot") + "\n" + Json.text(proof, "to") + " "
                + Json.text(proof, "toRoot")
                + Json.each(proof, "hashes").map(hash -> "\n" + hash.asString()).collect(Collectors.joining());
    }
}
