package io.countersign.command.store;

import io.countersign.command.store.Sealer.Batch;
import io.countersign.command.store.Sealer.Sealed;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.Prover;
import io.countersign.ledger.tree.StoredTiles;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Hands each command the receipt of its entry. The append's own result does not reach the command's caller through Axon, so receipts wait here
 * under the command's id until they are taken.
 */
public final class Receipts {

    /** Receipts that nobody fetched are dropped after this many newer ones; they can always be had by position. */
    private static final int WAITING = 10_000;

    private record Pending(Sealed entry, Batch batch) {}

    private final EntryTable entries;
    private final Map<String, Pending> pending = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pending> eldest) {
            return size() > WAITING;
        }
    });

    Receipts(EntryTable entries) {
        this.entries = entries;
    }

    void committed(Batch batch) {
        for (Sealed entry : batch.entries()) {
            if (entry.event().command() != null) {
                pending.put(entry.event().command(), new Pending(entry, batch));
            }
        }
    }

    /** The receipt of a command whose append was committed on this node; empty when it was not, or was taken already. */
    public Optional<Receipt> take(String command) {
        return Optional.ofNullable(pending.remove(command)).map(this::receipt);
    }

    /**
     * The receipt of any entry, against the checkpoint of the commit that sealed it.
     *
     * @return empty when the log has no such position
     */
    public Optional<Receipt> at(long position) {
        return entries.at(position).flatMap(row -> entries.checkpointCovering(position)
                .map(note -> receipt(row, open(note))));
    }

    /**
     * The receipt of any entry, against the latest checkpoint.
     *
     * @return empty when the log has no such position
     */
    public Optional<Receipt> latest(long position) {
        return entries.at(position).flatMap(row -> entries.checkpoint().map(note -> receipt(row, open(note))));
    }

    private Receipt receipt(Pending of) {
        long size = of.batch().after().size();
        Prover prover = new Prover(of.batch().after().tree().tiles(new StoredTiles(size, entries)));
        String proof = TlogProof.of(prover.prove(of.entry().position(), size), of.batch().checkpoint()).format();
        return new Receipt(of.entry().position(), of.entry().leaf(), proof);
    }

    private Receipt receipt(EntryTable.Row row, SignedNote note) {
        long size = size(note, row.position());
        String proof = TlogProof.of(new Prover(new StoredTiles(size, entries)).prove(row.position(), size), note)
                .format();
        return new Receipt(row.position(), row.leaf(), proof);
    }

    private static SignedNote open(String note) {
        try {
            return SignedNote.parse(note);
        } catch (NoteRejected e) {
            throw new IllegalStateException("a stored checkpoint is no signed note", e);
        }
    }

    private static long size(SignedNote note, long position) {
        try {
            return Checkpoint.parse(note.text()).size();
        } catch (NoteRejected e) {
            throw new DamagedLog(position, "the checkpoint that covers it is unreadable");
        }
    }
}
