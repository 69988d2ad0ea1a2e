package io.countersign.command.store;

import io.countersign.events.EventCatalog.UnknownEvent;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at the log's tail before anything is served: a damaged log is better found at start than by an auditor. */
final class SelfCheck {

    /** Entries re-hashed at start. */
    static final int TAIL = 1_000;

    private final TailTable table;
    private final Head head;
    private final String origin;
    private final VerifierKey key;
    private final int most;

    private SelfCheck(TailTable table, Head head, String origin, VerifierKey key, int most) {
        this.table = table;
        this.head = head;
        this.origin = origin;
        this.key = key;
        this.most = most;
    }

    /**
     * Re-hashes the last entries; compares chain, times, tree, head and checkpoint, and all they are looked up by with what their bytes say.
     *
     * @param most how many entries to look at, from the last one back
     * @throws DamagedLog naming the first entry that does not fit
     */
    static void tail(TailTable table, Head head, String origin, VerifierKey key, int most) throws SQLException {
        new SelfCheck(table, head, origin, key, most).run();
    }

    private void run() throws SQLException {
        // One more than is checked: its leaf and time are what the first one follows.
        long first = Math.max(0, head.size() - most);
        List<TailTable.Row> rows = table.entries(Math.max(0, first - 1), head.size());
        Link last = chain(rows, Math.max(0, first - 1));
        tags(rows.subList(first == 0 ? 0 : 1, rows.size()), first);
        if (head.size() > 0) {
            if (!head.time().equals(last.time())) {
                throw new DamagedLog(head.size() - 1, "it was sealed at " + last.time() + ", and the head says "
                        + head.time());
            }
            checkpoint();
        }
        OptionalLong beyond = table.beyondHead();
        if (beyond.isPresent()) {
            throw new DamagedLog(beyond.getAsLong(),
                    "something is stored for it, and the head says the log is shorter");
        }
    }

    /** What the next entry must follow. @param leaf null when nothing is known of the entry before */
    private record Link(@Nullable Digest leaf, Instant time) {}

    private Link chain(List<TailTable.Row> rows, long from) {
        Link link = new Link(from == 0 ? TreeHasher.EMPTY : null, Instant.EPOCH);
        long position = from;
        for (TailTable.Row row : rows) {
            link = check(row, position++, link);
        }
        if (position != head.size()) {
            throw new DamagedLog(position, "the head says the log has " + head.size() + " entries");
        }
        return link;
    }

    private Link check(TailTable.Row row, long position, Link before) {
        if (row.position() != position) {
            throw new DamagedLog(position, "missing; the next one is " + row.position());
        }
        Digest leaf = TreeHasher.leaf(row.bytes());
        require(position, "hash of its bytes", leaf.base64(), row.leaf().base64());
        Entry entry = decode(row);
        require(position, "position", entry.position(), position);
        require(position, "source", entry.source(), origin);
        require(position, "id", entry.id(), row.id());
        require(position, "type", entry.type(), row.type());
        if (before.leaf() != null) {
            require(position, "hash of the entry before", entry.previous().base64(), before.leaf().base64());
        }
        if (entry.time().isBefore(before.time())) {
            throw new DamagedLog(position, "it was sealed at " + entry.time() + ", before the one before it, at "
                    + before.time());
        }
        return new Link(leaf, entry.time());
    }

    /** Recomputes what decisions look the entries up by, and the count of each of it. */
    private void tags(List<TailTable.Row> rows, long first) throws SQLException {
        Map<Long, Map<String, Long>> stored = table.tags(first, head.size());
        Map<Long, Set<String>> expected = new TreeMap<>();
        rows.forEach(row -> expected.put(row.position(), said(row)));
        Set<String> all = expected.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        Map<String, Long> counts = new HashMap<>(table.lastIndexesBefore(first, all));
        for (TailTable.Row row : rows) {
            Map<String, Long> numbered = new TreeMap<>();
            expected.getOrDefault(row.position(), Set.of())
                    .forEach(tag -> numbered.put(tag, counts.merge(tag, 0L, (last, _) -> last + 1)));
            require(row.position(), "what it is looked up by", numbered,
                    new TreeMap<>(stored.getOrDefault(row.position(), Map.of())));
            for (StreamIndex each : decode(row).streams()) {
                require(row.position(), "place in " + each.stream(), each.index(), numbered.get(each.stream()));
            }
        }
    }

    private static Set<String> said(TailTable.Row row) {
        Entry entry = decode(row);
        try {
            Sealable event = SealedEvents.read(entry);
            require(row.position(), "streams", entry.streams().stream().map(StreamIndex::stream).toList(),
                    event.streams());
            return new HashSet<>(event.tags());
        } catch (UnknownEvent e) {
            throw new DamagedLog(row.position(), String.valueOf(e.getMessage()));
        }
    }

    private static Entry decode(TailTable.Row row) {
        try {
            return EntryCodec.decode(row.bytes());
        } catch (MalformedEntry e) {
            throw new DamagedLog(row.position(), String.valueOf(e.getMessage()));
        }
    }

    private void checkpoint() throws SQLException {
        long last = head.size() - 1;
        String note = table.checkpoint(head.size())
                .orElseThrow(() -> new DamagedLog(last, "no checkpoint ends with it"));
        try {
            Checkpoint checkpoint = Checkpoint.open(SignedNote.parse(note), key);
            require(last, "size of the log", checkpoint.size(), head.size());
            require(last, "root of the tree that ends with it", checkpoint.root().base64(),
                    head.tree().root().base64());
        } catch (NoteRejected e) {
            throw new DamagedLog(last,
                    "its checkpoint is not signed by this log's key " + key.format() + ": " + e.getMessage());
        }
    }

    private static void require(long position, String what, Object sealed, @Nullable Object recorded) {
        if (!sealed.equals(recorded)) {
            throw new DamagedLog(position, what + ": sealed is " + sealed + ", and " + recorded + " is recorded");
        }
    }
}
