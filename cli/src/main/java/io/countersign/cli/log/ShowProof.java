package io.countersign.cli.log;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "proof", description = "Print the proof that an entry stands in the log: a .tlog-proof file.")
final class ShowProof extends Verb {

    @Parameters(paramLabel = "POSITION")
    private long position;

    @Override
    protected Answer run(Session session) {
        String proof = new String(session.command().bytes(Address.of("/proofs/{}", Long.toString(position))),
                StandardCharsets.UTF_8);
        return Answer.of(Json.object().put("position", position).put("proof", proof), proof::strip);
    }
}
