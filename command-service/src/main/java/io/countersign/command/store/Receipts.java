package io.countersign.command.store;

import io.countersign.command.store.Sealer.Batch;
import io.countersign.command.store.Sealer.Sealed;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.Prover;
import io.countersign.ledger.tree.StoredTiles;
import io.countersign.ledger.tree.Tree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands each command the receipt of its entry. The append's own result does not reach the command's caller through Axon, so receipts wait here
 * under the command's id until they are taken.
 */
public final class Receipts {

    /** Receipts that nobody fetched are dropped after this many newer ones; they can always be had by position. */
    private static final int WAITING = 10_000;

    /** @param fresh what the proof is made of, if the commit itself is at hand; kept without its entries' bytes */
    private record Pending(long position, @Nullable Fresh fresh) {}

    private record Fresh(Digest leaf, Tree tree, SignedNote checkpoint) {}

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
            String command = entry.event().command();
            if (command != null) {
                pending.put(command, new Pending(entry.position(),
                        new Fresh(entry.leaf(), batch.after().tree(), batch.checkpoint())));
            }
        }
    }

    /** As {@link #committed}, for an append that was found in the log. */
    void found(Append append, long first) {
        long position = first;
        for (Sealable event : append.events()) {
            if (event.command() != null) {
                pending.put(event.command(), new Pending(position, null));
            }
            position++;
        }
    }

    /** The receipt of a command whose append was committed on this node; empty when it was not, or was taken already. */
    public Optional<Receipt> take(String command) {
        return Optional.ofNullable(pending.remove(command)).flatMap(
                p -> p.fresh() == null ? at(p.position()) : Optional.of(receipt(p.position(), p.fresh())));
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

    private Receipt receipt(long position, Fresh fresh) {
        long size = fresh.tree().size();
        Prover prover = new Prover(fresh.tree().tiles(new StoredTiles(size, entries)));
        String proof = TlogProof.of(prover.prove(position, size), fresh.checkpoint()).format();
        return new Receipt(position, fresh.leaf(), proof);
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
