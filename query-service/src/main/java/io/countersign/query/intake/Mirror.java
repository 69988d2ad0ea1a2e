package io.countersign.query.intake;

import io.countersign.events.LedgerEvent;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.query.intake.MirrorTable.Row;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads the mirror's entries. Each is hashed again on the way: a byte changed in the database is found, named and turns health red. */
@Component
public class Mirror {

    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
    /** Entries that are projected in one go. */
    static final int PAGE = 2_000;

    private final MirrorTable table;
    private final IntakeStatus status;

    Mirror(MirrorTable table, IntakeStatus status) {
        this.table = table;
        this.status = status;
    }

    /** An entry of the mirror is not the one that was verified. */
    public static final class Damaged extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Fault fault;

        Damaged(Fault fault) {
            super(fault.sentence());
            this.fault = fault;
        }

        public Fault fault() {
            return fault;
        }
    }

    /** Every entry of a stream that stands at or before a position. */
    public List<Verified> ofStream(String stream, long through) {
        return check(table.ofStream(stream, 0, through, Integer.MAX_VALUE));
    }

    /** At most {@code limit} entries of a stream from an index on. */
    public List<Verified> ofStream(String stream, long fromIndex, long through, int limit) {
        return check(table.ofStream(stream, fromIndex, through, limit));
    }

    /** The last entries at or before a position that are in each of some streams, the latest first; of none, of the whole log. */
    public List<Verified> latest(List<String> streams, long through, int limit) {
        return check(table.entriesAt(table.latest(streams, through, limit))).reversed();
    }

    /** Every entry about a subject that stands at or before a position. */
    public List<Verified> about(String subject, long through) {
        return check(table.about(subject, through));
    }

    /** Entries from one position (inclusive) to another (exclusive). */
    public List<Verified> entries(long from, long to) {
        return check(table.entries(from, to));
    }

    /** Entries at given positions, in order; those that do not exist are left out. */
    public List<Verified> at(List<Long> positions) {
        return check(table.entriesAt(positions));
    }

    public Optional<Verified> at(long position) {
        return at(List.of(position)).stream().findFirst();
    }

    /** Entries to project, from a position on: at most a page. */
    List<Verified> page(long from) {
        return table.entries(from, from + PAGE).parallelStream().map(this::check).toList();
    }

    private List<Verified> check(List<Row> rows) {
        return rows.stream().map(this::check).toList();
    }

    private Verified check(Row row) {
        Digest leaf = TreeHasher.leaf(row.bytes());
        if (!leaf.equals(row.leaf())) {
            throw damaged(row, "its bytes in the mirror have changed", row.leaf().toString(), leaf.toString());
        }
        try {
            Entry entry = EntryCodec.decode(row.bytes());
            if (entry.position() != row.position()) {
                throw damaged(row, "the mirror holds another entry here", Long.toString(row.position()),
                        Long.toString(entry.position()));
            }
            LedgerEvent event = EntryGate.event(entry);
            return new Verified(entry, row.bytes(), leaf, event);
        } catch (MalformedEntry e) {
            throw damaged(row, "its bytes in the mirror are no entry", "canonical bytes",
                    String.valueOf(e.getMessage()));
        }
    }

    private Damaged damaged(Row row, String what, String expected, String found) {
        Fault fault = new Fault(row.position(), what, expected, found);
        status.failed(fault);
        LOG.error("{}", fault.sentence());
        return new Damaged(fault);
    }
}
