package io.countersign.query.intake;

import io.countersign.ledger.checkpoint.AddCheckpoint;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.ProofRejected;
import io.countersign.ledger.tree.Prover;
import io.countersign.ledger.tree.StoredTiles;
import io.countersign.query.Config;
import io.countersign.query.intake.WitnessTable.Cosigned;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * This service as a witness that others may ask (C2SP tlog-witness). Beyond what the protocol demands, it cosigns only what its mirror has verified, and waits a
 * moment for entries that are still on their way.
 */
@Component
public class Cosigning {

    /** How long to wait for the mirror to come to a checkpoint's size. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(Cosigning.class);
    private static final String TEXT = "text/plain; charset=utf-8";

    /** @param status of HTTP */
    public record Answer(int status, String type, String body) {}

    private final String origin;
    private final LogTrust trust;
    private final Witness witness;
    private final MirrorTable mirror;
    private final IntakeStatus status;
    private final TransactionTemplate transaction;

    Cosigning(Config config, Witness witness, MirrorTable mirror, IntakeStatus status,
            TransactionTemplate transaction, LogTrust trust) {
        this.origin = config.origin();
        this.trust = trust;
        this.witness = witness;
        this.mirror = mirror;
        this.status = status;
        this.transaction = transaction;
    }

    /** Answers {@code POST /add-checkpoint}, in the order of checks that the protocol gives. */
    public Answer add(byte[] body) {
        AddCheckpoint request;
        String[] lines;
        try {
            request = AddCheckpoint.parse(body);
            lines = request.checkpoint().text().split("\n", -1);
            AddCheckpoint.size(lines.length > 2 ? lines[1] : "");
        } catch (NoteRejected | IllegalArgumentException e) {
            return refusal(400, "malformed: " + e.getMessage());
        }
        if (!lines[0].equals(origin)) {
            return refusal(404, "this log is not known here");
        }
        try {
            request.checkpoint().open(trust.all());
        } catch (NoteRejected e) {
            return refusal(403, "not signed by a key of this log: " + e.getMessage());
        }
        return signed(request, lines);
    }

    private Answer signed(AddCheckpoint request, String[] lines) {
        if (lines[1].equals("0") && !lines[2].equals(TreeHasher.EMPTY.base64())) {
            return request.oldSize() > 0
                    ? refusal(400, "the old size is larger than the checkpoint's")
                    : refusal(422, "the empty tree has another root");
        }
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.parse(request.checkpoint().text());
        } catch (NoteRejected e) {
            return refusal(400, "malformed: " + e.getMessage());
        }
        if (request.oldSize() > checkpoint.size()) {
            return refusal(400, "the old size is larger than the checkpoint's");
        }
        witness.asked();
        if (witness.isSilent()) {
            return refusal(503, "this witness does not cosign now");
        }
        if (!reached(checkpoint.size())) {
            return conflict(request).orElseGet(() -> refusal(503, "the entries have not arrived here yet"));
        }
        return alone(() -> cosigned(request, checkpoint));
    }

    private boolean reached(long size) {
        try {
            return size == 0 || status.await(size - 1, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Answer> conflict(AddCheckpoint request) {
        return alone(() -> conflict(request, witness.lastForUpdate()));
    }

    private static Optional<Answer> conflict(AddCheckpoint request, Optional<Cosigned> last) {
        long size = last.map(Cosigned::size).orElse(0L);
        return size == request.oldSize()
                ? Optional.empty()
                : Optional.of(new Answer(409, AddCheckpoint.SIZE_TYPE, size + "\n"));
    }

    private Answer cosigned(AddCheckpoint request, Checkpoint checkpoint) {
        Optional<Cosigned> last = witness.lastForUpdate();
        Optional<Answer> conflict = conflict(request, last);
        if (conflict.isPresent()) {
            return conflict.get();
        }
        try {
            request.proofTo(checkpoint.size()).check(last.map(Cosigned::root).orElse(TreeHasher.EMPTY),
                    checkpoint.root());
        } catch (ProofRejected e) {
            return refusal(422, "the proof does not hold: " + e.getMessage());
        }
        Digest here = rootAt(checkpoint.size());
        if (!here.equals(checkpoint.root())) {
            LOG.error("The log has signed a checkpoint of size {} with root {}; the entries that arrived here have {}",
                    checkpoint.size(), checkpoint.root(), here);
            return refusal(422, "the entries that arrived here have another root");
        }
        return witness.cosignFor(request.checkpoint(), checkpoint)
                .map(note -> new Answer(200, TEXT, note.signatures().getLast().format() + "\n"))
                .orElseGet(() -> refusal(503, "this witness does not cosign now"));
    }

    private Digest rootAt(long size) {
        return new Prover(new StoredTiles(mirror.reach().size(), mirror)).rootAt(size);
    }

    /**
     * A published checkpoint of the log with our cosignature, for an evidence pack.
     *
     * @param note signed by the log's key, of a size that the mirror has come to
     * @return the note itself when it has the line already, or when a longer one has been cosigned
     * @throws NoteRejected when it is not the log's, or not the mirror's root
     */
    public SignedNote confirm(SignedNote note) throws NoteRejected {
        Checkpoint checkpoint = Checkpoint.open(note, trust.all());
        Digest here = rootAt(checkpoint.size());
        if (!here.equals(checkpoint.root())) {
            throw new NoteRejected(NoteRejected.Reason.UNEXPECTED, "the published checkpoint of size "
                    + checkpoint.size() + " has root " + checkpoint.root() + ", the mirror " + here);
        }
        if (note.signatures().stream().anyMatch(witness.signer().verifierKey()::signed)) {
            return note;
        }
        return alone(() -> witness.cosignFor(note, checkpoint)).orElse(note);
    }

    /** In a transaction, and nobody else cosigns meanwhile: always the witness first and then its row, or two would wait for each other. */
    private <T> T alone(Supplier<T> work) {
        synchronized (witness) {
            return Objects.requireNonNull(transaction.execute(_ -> work.get()));
        }
    }

    /** Keeps the size cosigned last where it is for some seconds, so that what is published next can be cosigned. */
    public void hold() {
        witness.asked();
    }

    private static Answer refusal(int status, String sentence) {
        return new Answer(status, TEXT, sentence + "\n");
    }
}
