package io.countersign.cli.log;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "checkpoint", description = "Print the log's latest checkpoint, a signed note.")
final class ShowCheckpoint extends Verb {

    @Option(names = "--cosigned", description = "The latest that query-service has verified and cosigned.")
    private boolean cosigned;

    @Override
    protected Answer run(Session session) {
        String note = new String((cosigned ? session.query() : session.command()).bytes(Address.of("/checkpoint")),
                StandardCharsets.UTF_8);
        Checkpoint checkpoint = parse(note);
        return Answer.of(Json.object().put("origin", checkpoint.origin()).put("size", checkpoint.size())
                .put("root", checkpoint.root().base64()).put("checkpoint", note), note::strip);
    }

    /** Read, not verified: whose signature counts is for {@code countersign verify} to say. */
    static Checkpoint parse(String note) {
        try {
            return Checkpoint.parse(SignedNote.parse(note).text());
        } catch (NoteRejected e) {
            throw Failure.integrity("what was answered is no checkpoint: " + e.getMessage());
        }
    }
}
