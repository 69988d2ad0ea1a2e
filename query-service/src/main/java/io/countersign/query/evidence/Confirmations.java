package io.countersign.query.evidence;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.NoteSignature;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.timestamp.TimestampRejected;
import io.countersign.ledger.timestamp.TimestampToken;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads;
import io.countersign.query.command.CommandClient;
import io.countersign.query.command.Published;
import io.countersign.query.intake.Cosigning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gets for a pack what others say of the log: a published checkpoint with its witnesses' lines, and time stamps. All of it is checked before it goes in. */
@Component
class Confirmations {

    private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);

    /** @param note with our cosignature where it can be given; @param timestamps DER, each over the note's text */
    record Confirmed(long size, SignedNote note, List<byte[]> timestamps) {}

    /** Keys that lines of a published checkpoint may be by. @param log further ones of the log itself; @param witnesses those of others */
    record Signers(List<VerifierKey> log, List<VerifierKey> witnesses) {

        static final Signers NONE = new Signers(List.of(), List.of());
    }

    private final CommandClient command;
    private final Cosigning cosigning;
    private final Reads reads;

    Confirmations(CommandClient command, Cosigning cosigning, Reads reads) {
        this.command = command;
        this.cosigning = cosigning;
        this.reads = reads;
    }

    /** Whose lines to expect; nobody's when command-service does not say. */
    Signers signers(String origin, VerifierKey own) {
        try {
            return command.published(1, false)
                    .map(p -> new Signers(
                            p.keys().stream().map(VerifierKey::parse).filter(k -> k.name().equals(origin)).toList(),
                            p.witnesses().stream().map(w -> VerifierKey.parse(w.vkey())).filter(k -> !k.equals(own))
                                    .toList()))
                    .orElse(Signers.NONE);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("Whose cosignatures to expect is not known: {}", e.getMessage());
            return Signers.NONE;
        }
    }

    /**
     * A published checkpoint of at least a size.
     *
     * @param known lines by other keys are left out
     * @return empty when command-service has none in time
     */
    Optional<Confirmed> published(long atLeast, List<VerifierKey> known) {
        cosigning.hold();
        try {
            Optional<Published> published = command.published(atLeast, true);
            return published.isEmpty() ? Optional.empty() : Optional.of(check(published.get(), known));
        } catch (IOException e) {
            LOG.warn("A pack stands on a checkpoint without outside witnesses: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Confirmed check(Published published, List<VerifierKey> known) {
        try {
            SignedNote note = onlyBy(known, SignedNote.parse(published.note()));
            long size = Checkpoint.parse(note.text()).size();
            SignedNote confirmed = reads.at(new Reads.Asked(null, size - 1), _ -> note);
            return new Confirmed(size, cosigning.confirm(confirmed), stamps(published, note));
        } catch (NoteRejected e) {
            LOG.error("The published checkpoint is not to be believed: {}", e.getMessage());
            throw Problem.unavailable("checkpoint-published",
                    "The published checkpoint is not to be believed: " + e.getMessage() + ".");
        }
    }

    private static SignedNote onlyBy(List<VerifierKey> known, SignedNote note) throws NoteRejected {
        List<NoteSignature> lines = new ArrayList<>();
        for (NoteSignature line : note.signatures()) {
            for (VerifierKey key : known) {
                if (key.signed(line)) {
                    key.check(note.text(), line);
                    lines.add(line);
                }
            }
        }
        return new SignedNote(note.text(), lines);
    }

    private static List<byte[]> stamps(Published published, SignedNote note) {
        Digest imprint = Digest.sha256(note.text().getBytes(StandardCharsets.UTF_8));
        List<byte[]> stamps = new ArrayList<>();
        for (byte[] response : published.timestamps()) {
            try {
                if (TimestampToken.parse(response).imprint().equals(imprint)) {
                    stamps.add(response);
                }
            } catch (TimestampRejected e) {
                LOG.warn("A time stamp is left out of a pack: {}", e.getMessage());
            }
        }
        return stamps;
    }
}
