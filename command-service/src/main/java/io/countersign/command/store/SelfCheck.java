package io.countersign.command.store;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;

/** Looks at the log's tail before anything is served: a damaged log is better found at start than by an auditor. */
final class SelfCheck {

    /** Entries re-hashed at start. */
    static final int TAIL = 1_000;

    private SelfCheck() {}

    /**
     * Re-hashes the last entries and compares chain, tree, head and checkpoint.
     *
     * @throws DamagedLog naming the first entry that does not fit
     */
    static void tail(EntryTable entries, Head head, String origin, VerifierKey key) {
        long first = Math.max(0, head.size() - TAIL);
        Digest previous = first == 0 ? TreeHasher.EMPTY : null;
        long position = first;
        for (EntryTable.Row row : entries.from(first, TAIL)) {
            previous = check(row, position++, previous, origin);
        }
        if (position != head.size()) {
            throw new DamagedLog(position, "the head says the log has " + head.size() + " entries");
        }
        if (head.size() > 0) {
            checkpoint(entries, head, key);
        }
    }

    private static Digest check(EntryTable.Row row, long position, @org.jspecify.annotations.Nullable Digest previous,
            String origin) {
        if (row.position() != position) {
            throw new DamagedLog(position, "missing; the next one is " + row.position());
        }
        Digest leaf = TreeHasher.leaf(row.bytes());
        if (!leaf.equals(row.leaf())) {
            throw new DamagedLog(position,
                    "its bytes hash to " + leaf.base64() + ", and " + row.leaf().base64() + " is recorded");
        }
        Entry entry = decode(row, position);
        if (entry.position() != position || !entry.source().equals(origin)) {
            throw new DamagedLog(position, "it says it is entry " + entry.position() + " of " + entry.source());
        }
        if (previous != null && !entry.previous().equals(previous)) {
            throw new DamagedLog(position,
                    "it follows " + entry.previous().base64() + ", and " + previous.base64() + " stands before it");
        }
        return leaf;
    }

    private static Entry decode(EntryTable.Row row, long position) {
        try {
            return EntryCodec.decode(row.bytes());
        } catch (MalformedEntry e) {
            throw new DamagedLog(position, String.valueOf(e.getMessage()));
        }
    }

    private static void checkpoint(EntryTable entries, Head head, VerifierKey key) {
        long last = head.size() - 1;
        String note = entries.checkpoint().orElseThrow(() -> new DamagedLog(last, "no checkpoint covers it"));
        try {
            Checkpoint checkpoint = Checkpoint.open(SignedNote.parse(note), key);
            if (checkpoint.size() != head.size() || !checkpoint.root().equals(head.tree().root())) {
                throw new DamagedLog(last,
                        "the tree of " + head.size() + " entries has the root " + head.tree().root().base64()
                                + ", and the checkpoint says " + checkpoint.root().base64() + " of "
                                + checkpoint.size());
            }
        } catch (NoteRejected e) {
            throw new DamagedLog(last,
                    "its checkpoint is not signed by this log's key " + key.format() + ": " + e.getMessage());
        }
    }
}
