package io.countersign.command.store;

import io.countersign.events.EventCatalog.UnknownEvent;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Goes along the log, page after page, and compares all that is stored beside an entry with what its bytes say: leaf hash, id, type, link, time, and
 * what it is looked up by. What it remembers is bounded, whatever the log's size.
 */
final class EntryCheck {

    /** Tags whose last index is remembered from page to page; others are asked for. */
    private static final int TAGS = 50_000;

    private final TailTable table;
    private final String origin;
    private long next;
    private @Nullable Digest leaf;
    private Instant time = Instant.EPOCH;
    private @Nullable UnknownEvent unknown;
    private final Map<String, Long> lastIndexes = new LinkedHashMap<>(1024, 0.75f, true);

    private EntryCheck(TailTable table, String origin, long next, @Nullable Digest leaf) {
        this.table = table;
        this.origin = origin;
        this.next = next;
        this.leaf = leaf;
    }

    static EntryCheck fromTheBeginning(TailTable table, String origin) {
        return new EntryCheck(table, origin, 0, TreeHasher.EMPTY);
    }

    /** Beginning with an entry of which nothing is known but its own bytes: it is taken as the one that the next follows. */
    static EntryCheck after(TailTable table, String origin, long position) throws SQLException {
        EntryCheck check = new EntryCheck(table, origin, position, null);
        for (TailTable.Row row : table.entries(position, position + 1)) {
            check.link(row);
        }
        check.requireAt(position + 1, position + 1);
        return check;
    }

    /**
     * Checks from where it stands to a position (exclusive); that much must fit into memory.
     *
     * @return the entries' leaf hashes
     * @throws DamagedLog naming the first entry that does not fit
     */
    List<Digest> to(long end) throws SQLException {
        long first = next;
        List<TailTable.Row> rows = table.entries(first, end);
        List<Digest> leaves = new ArrayList<>(rows.size());
        List<Entry> entries = new ArrayList<>(rows.size());
        for (TailTable.Row row : rows) {
            entries.add(link(row));
            leaves.add(row.leaf());
        }
        requireAt(end, end);
        tags(entries, first);
        return leaves;
    }

    /** When the last entry was sealed. */
    Instant time() {
        return time;
    }

    /** An entry of a type that this version does not know, if there was one: what such an entry is looked up by cannot be recomputed. */
    Optional<UnknownEvent> unknown() {
        return Optional.ofNullable(unknown);
    }

    private void requireAt(long position, long size) {
        if (next != position) {
            throw new DamagedLog(next, "missing; the head says the log has at least " + size + " entries");
        }
    }

    private Entry link(TailTable.Row row) {
        long position = next;
        if (row.position() != position) {
            throw new DamagedLog(position, "missing; the next one is " + row.position());
        }
        Digest hash = TreeHasher.leaf(row.bytes());
        require(position, "hash of its bytes", hash.base64(), row.leaf().base64());
        Entry entry = decode(row);
        require(position, "position", entry.position(), position);
        require(position, "source", entry.source(), origin);
        require(position, "id", entry.id(), row.id());
        require(position, "type", entry.type(), row.type());
        if (leaf != null) {
            require(position, "hash of the entry before", entry.previous().base64(), leaf.base64());
        }
        if (entry.time().isBefore(time)) {
            throw new DamagedLog(position,
                    "it was sealed at " + entry.time() + ", before the one before it, at " + time);
        }
        leaf = hash;
        time = entry.time();
        next++;
        return entry;
    }

    /** Recomputes what decisions look the entries up by, and the count of each of it. */
    private void tags(List<Entry> entries, long first) throws SQLException {
        Map<Long, Map<String, Long>> stored = table.tags(first, next);
        Map<Long, Set<String>> expected = new TreeMap<>();
        Set<String> all = new HashSet<>();
        for (Entry entry : entries) {
            Set<String> said = said(entry, stored.getOrDefault(entry.position(), Map.of()).keySet());
            expected.put(entry.position(), said);
            all.addAll(said);
        }
        all.removeIf(tag -> lastIndexes.get(tag) != null);
        lastIndexes.putAll(table.lastIndexesBefore(first, all));
        for (Entry entry : entries) {
            Map<String, Long> numbered = new TreeMap<>();
            expected.getOrDefault(entry.position(), Set.of())
                    .forEach(tag -> numbered.put(tag, lastIndexes.merge(tag, 0L, (last, _) -> last + 1)));
            require(entry.position(), "what it is looked up by", numbered,
                    new TreeMap<>(stored.getOrDefault(entry.position(), Map.of())));
            for (StreamIndex each : entry.streams()) {
                require(entry.position(), "place in " + each.stream(), each.index(), numbered.get(each.stream()));
            }
        }
        trim();
    }

    /** What its bytes say it is looked up by; of an entry that a later version brought, what is stored is believed. */
    private Set<String> said(Entry entry, Set<String> stored) {
        try {
            Sealable event = SealedEvents.read(entry);
            require(entry.position(), "streams", entry.streams().stream().map(StreamIndex::stream).toList(),
                    event.streams());
            return event.tags();
        } catch (UnknownEvent e) {
            unknown = e;
            return stored;
        }
    }

    private void trim() {
        Iterator<String> oldest = lastIndexes.keySet().iterator();
        for (int over = lastIndexes.size() - TAGS; over > 0; over--) {
            oldest.next();
            oldest.remove();
        }
    }

    private static Entry decode(TailTable.Row row) {
        try {
            return EntryCodec.decode(row.bytes());
        } catch (MalformedEntry e) {
            throw new DamagedLog(row.position(), String.valueOf(e.getMessage()));
        }
    }

    /** @throws DamagedLog when they differ, naming both */
    static void require(long position, String what, Object sealed, @Nullable Object recorded) {
        if (!sealed.equals(recorded)) {
            throw new DamagedLog(position, what + ": sealed is " + sealed + ", and " + recorded + " is recorded");
        }
    }
}
