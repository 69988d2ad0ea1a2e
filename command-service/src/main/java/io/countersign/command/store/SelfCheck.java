package io.countersign.command.store;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.tree.Tree;
import java.sql.SQLException;
import java.util.Collection;
import java.util.OptionalLong;

/** Looks at the log's tail before anything is served: a damaged log is better found at start than by an auditor. {@link Rehash} looks at all of it. */
final class SelfCheck {

    /** Entries re-hashed at start. */
    static final int TAIL = 1_000;

    private SelfCheck() {}

    /**
     * Re-hashes the last entries; compares chain, times, tree, head and checkpoint, and all they are looked up by with what their bytes say.
     *
     * @param most how many entries to look at, from the last one back
     * @throws DamagedLog naming the first entry that does not fit
     */
    static void tail(TailTable table, Head head, String origin, Collection<VerifierKey> keys, int most)
            throws SQLException {
        long first = Math.max(0, head.size() - most);
        EntryCheck check = first == 0
                ? EntryCheck.fromTheBeginning(table, origin)
                : EntryCheck.after(table, origin, first - 1);
        check.to(head.size());
        check.unknown().ifPresent(e -> {
            throw new DamagedLog(head.size() - 1, "among the last entries is one that this version cannot read: "
                    + e.getMessage());
        });
        if (head.size() > 0) {
            if (!head.time().equals(check.time())) {
                throw new DamagedLog(head.size() - 1, "it was sealed at " + check.time() + ", and the head says "
                        + head.time());
            }
            String note = table.checkpoint(head.size())
                    .orElseThrow(() -> new DamagedLog(head.size() - 1, "no checkpoint ends with it"));
            checkpoint(note, head.tree(), keys);
        }
        nothingBeyond(table);
    }

    /** That a signed checkpoint is this tree's. @param keys those of the log that this node has in its key file */
    static void checkpoint(String note, Tree tree, Collection<VerifierKey> keys) {
        long last = tree.size() - 1;
        try {
            Checkpoint checkpoint = Checkpoint.open(SignedNote.parse(note), keys);
            EntryCheck.require(last, "size of the log", checkpoint.size(), tree.size());
            Digest root = tree.root();
            EntryCheck.require(last, "root of the tree that ends with it", checkpoint.root().base64(), root.base64());
        } catch (NoteRejected e) {
            throw new DamagedLog(last,
                    "its checkpoint is not signed by a key of this log in the key file: " + e.getMessage());
        }
    }

    static void nothingBeyond(TailTable table) throws SQLException {
        OptionalLong beyond = table.beyondHead();
        if (beyond.isPresent()) {
            throw new DamagedLog(beyond.getAsLong(),
                    "something is stored for it, and the head says the log is shorter");
        }
    }
}
