package io.countersign.query.intake;

import io.countersign.events.EventCatalog;
import io.countersign.events.LedgerEvent;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets an entry in only if it is the log's next one: its bytes give the leaf hash announced, it stands at the next position, links to the entry
 * before, time does not run backwards, it is of this log, it belongs to the streams its event says, and its index in each is that stream's next. A
 * repeat is dropped, unless it differs from what was let in before: that is a fork.
 *
 * <p>
 * It computes and compares; what was let in earlier it asks of {@link Known}. Used by one thread.
 */
final class EntryGate {

    /** What was let in before and is stored. */
    interface Known {

        /** Leaf hash of the stored entry at a position. */
        Digest leafAt(long position);

        /** The index that the stream's next entry must have, by the entries that are stored. */
        long nextIndex(String stream);
    }

    /** Some 20 MB; those that entries come in are soon asked for again. */
    private static final int MOST_STREAMS = 100_000;

    private final int mostStreams;
    private final String origin;
    private final Known known;
    private long stored;
    private final Map<Long, Digest> passed = new HashMap<>();
    private final Map<String, Long> nextIndexes = new HashMap<>();
    private long size;
    private Digest previous;
    private Instant time;

    /**
     * @param size     entries let in so far, all of them stored
     * @param previous leaf hash of the last of them; of none, the empty tree's hash
     * @param time     of the last of them
     */
    EntryGate(String origin, long size, Digest previous, Instant time, Known known) {
        this(origin, size, previous, time, known, MOST_STREAMS);
    }

    /** @param mostStreams whose next index is remembered when all entries are stored */
    EntryGate(String origin, long size, Digest previous, Instant time, Known known, int mostStreams) {
        this.mostStreams = mostStreams;
        this.origin = origin;
        this.stored = size;
        this.size = size;
        this.previous = previous;
        this.time = time;
        this.known = known;
    }

    /** @param entries let in are known from now on, and so need not be remembered here: a log may be longer than memory */
    void stored(long entries) {
        stored = entries;
        if (stored < size) {
            passed.keySet().removeIf(position -> position < stored);
            return;
        }
        passed.clear();
        if (nextIndexes.size() > mostStreams) {
            nextIndexes.clear();
        }
    }

    /** Entries let in so far, so the position that must come next. */
    long size() {
        return size;
    }

    /**
     * @return the entry, or empty for a repeat
     * @throws IntakeFault naming the position, what was expected and what was found
     */
    Optional<Verified> admit(Arrival arrival) throws IntakeFault {
        Digest leaf = TreeHasher.leaf(arrival.bytes());
        if (arrival.leafHash() != null && !arrival.leafHash().equals(leaf)) {
            throw new IntakeFault(arrival.position(), "its bytes do not give the leaf hash announced",
                    arrival.leafHash(), leaf);
        }
        if (arrival.position() < size) {
            requireSame(arrival.position(), leaf);
            return Optional.empty();
        }
        if (arrival.position() > size) {
            throw new IntakeFault(size, "it is missing", "position " + size, "position " + arrival.position());
        }
        Entry entry = decode(arrival);
        @Nullable
        LedgerEvent event = event(entry);
        check(entry, event);
        advance(entry, leaf);
        return Optional.of(new Verified(entry, arrival.bytes(), leaf, event));
    }

    private void requireSame(long position, Digest leaf) throws IntakeFault {
        Digest before = position < stored
                ? known.leafAt(position)
                : passed.getOrDefault(position, TreeHasher.EMPTY);
        if (!leaf.equals(before)) {
            throw new IntakeFault(position, "the log has forked: another entry stood here before",
                    before, leaf);
        }
    }

    private Entry decode(Arrival arrival) throws IntakeFault {
        try {
            return EntryCodec.decode(arrival.bytes());
        } catch (MalformedEntry e) {
            throw new IntakeFault(arrival.position(), "it is no entry in its one spelling", "canonical bytes",
                    String.valueOf(e.getMessage()));
        }
    }

    private void check(Entry entry, @Nullable LedgerEvent event) throws IntakeFault {
        require(entry.position() == size, "it says it stands elsewhere", size, entry.position());
        require(entry.source().equals(origin), "it is of another log", origin, entry.source());
        require(entry.previous().equals(previous), "it does not link to the entry before", previous, entry.previous());
        require(!entry.time().isBefore(time), "time runs backwards", "not before " + time, entry.time());
        requireStreams(entry, event);
    }

    private void requireStreams(Entry entry, @Nullable LedgerEvent event) throws IntakeFault {
        Set<String> names = new HashSet<>();
        for (StreamIndex each : entry.streams()) {
            names.add(each.stream());
            long next = nextIndex(each.stream());
            require(each.index() == next, "its index in a stream jumps", each.stream() + "#" + next, each);
        }
        if (event != null) {
            Set<String> due = new HashSet<>(event.streams());
            due.add("type/" + entry.type());
            if (entry.author().person() != null) {
                due.add(entry.author().person());
            }
            require(names.equals(due), "it is counted in other streams than its event says", due, names);
            require(entry.subject().equals(event.subject()), "its subject is not its event's", event.subject(),
                    entry.subject());
        }
    }

    private void require(boolean holds, String what, Object expected, Object found) throws IntakeFault {
        if (!holds) {
            throw new IntakeFault(size, what, expected, found);
        }
    }

    private long nextIndex(String stream) {
        return nextIndexes.computeIfAbsent(stream, known::nextIndex);
    }

    private void advance(Entry entry, Digest leaf) {
        entry.streams().forEach(each -> nextIndexes.put(each.stream(), each.index() + 1));
        passed.put(size, leaf);
        previous = leaf;
        time = entry.time();
        size++;
    }

    /** An entry of a type that a later version introduced is mirrored all the same; only its meaning is unknown here. */
    static @Nullable LedgerEvent event(Entry entry) {
        try {
            return EventCatalog.read(entry.type(), entry.data());
        } catch (EventCatalog.UnknownEvent e) {
            return null;
        }
    }
}
