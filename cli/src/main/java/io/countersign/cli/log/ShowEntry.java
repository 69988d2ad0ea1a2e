package io.countersign.cli.log;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.ledger.hash.TreeHasher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "entry", description = "Print an entry's exact bytes; with --json its members and its leaf hash.")
final class ShowEntry extends Verb {

    @Parameters(paramLabel = "POSITION")
    private long position;

    @Override
    protected Answer run(Session session) {
        byte[] entry = session.command().bytes(Address.of("/entries/{}", Long.toString(position)));
        ObjectNode described = described(position, entry);
        if (!session.json()) {
            session.out().writeBytes(entry); // exactly, so not as text
            session.out().println();
        }
        return Answer.of(described, () -> "");
    }

    static ObjectNode described(long position, byte[] entry) {
        ObjectNode described = Json.object().put("position", position).put("leafHash",
                TreeHasher.leaf(entry).base64());
        described.set("entry", Json.parse(entry));
        return described;
    }
}
