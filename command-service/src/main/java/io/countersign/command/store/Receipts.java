package io.countersign.command.store;

import io.countersign.command.store.Sealer.Batch;
import io.countersign.command.store.Sealer.Sealed;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.InclusionProof;
import io.countersign.ledger.tree.Prover;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.Tree;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands each command the receipt of its entry. The append's own result does not reach the command's caller through Axon, so receipts wait here
 * under the command's id until they are taken.
 */
public final class Receipts {

    /** Receipts that nobody fetched are dropped after this many newer ones; they can always be had by position. */
    private static final int WAITING = 10_000;

    /** @param commit what sealed it, if this node knows; null for what was found in the log */
    private record Pending(long position, @Nullable Commit commit) {}

    /**
     * The receipts of one commit, made together when the first is asked for: their proofs share most of their hashes, and all tiles they need are the
     * ones the commit filled or left unfilled.
     */
    private static final class Commit {
        private final Map<Long, Digest> leaves = new HashMap<>();
        private final Map<TileId, byte[]> filled = new HashMap<>();
        private final Tree before;
        private final Tree tree;
        private final SignedNote checkpoint;
        private @Nullable Map<Long, Receipt> receipts;

        Commit(Batch batch) {
            before = batch.before().tree();
            tree = batch.after().tree();
            checkpoint = batch.checkpoint();
            batch.tiles().forEach(tile -> filled.put(tile.id(), tile.bytes()));
            batch.entries().stream().filter(e -> e.event().command() != null)
                    .forEach(e -> leaves.put(e.position(), e.leaf()));
        }

        synchronized Receipt receipt(long position) {
            if (receipts == null) {
                receipts = receipts();
            }
            return Objects.requireNonNull(receipts.get(position));
        }

        private Map<Long, Receipt> receipts() {
            Map<Long, Receipt> all = new HashMap<>();
            var prover = new Prover(tree.tiles(
                    ids -> ids.stream().map(id -> Objects.requireNonNull(filled.get(id))).toList()), before);
            for (InclusionProof proof : prover.prove(List.copyOf(leaves.keySet()), tree.size())) {
                all.put(proof.index(), new Receipt(proof.index(), Objects.requireNonNull(leaves.get(proof.index())),
                        TlogProof.of(proof, checkpoint).format()));
            }
            return all;
        }
    }

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
        Commit commit = new Commit(batch);
        for (Sealed entry : batch.entries()) {
            String command = entry.event().command();
            if (command != null) {
                pending.put(command, new Pending(entry.position(), commit));
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
                p -> p.commit() == null ? at(p.position()) : Optional.of(p.commit().receipt(p.position())));
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

    private Receipt receipt(EntryTable.Row row, SignedNote note) {
        long size = size(note, row.position());
        String proof = TlogProof.of(new Prover(entries.tiles(entries.size())).prove(row.position(), size), note)
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
