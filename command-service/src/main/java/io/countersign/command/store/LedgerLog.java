package io.countersign.command.store;

import io.countersign.events.EventCatalog;
import io.countersign.events.LedgerEvents.LogKeyRotated;
import io.countersign.events.state.LogKeys;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.tree.TileSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the log: entries by position or tag, tiles, checkpoints. Every method throws {@link StoreUnavailable} when the database does not answer. */
public final class LedgerLog {

    /** An entry's exact bytes. @param checkpoint the signed checkpoint of the commit that ends with it, if one does */
    @SuppressWarnings("ArrayRecordComponent")
    public record Stored(long position, byte[] bytes, Digest leaf, @Nullable String checkpoint) {}

    private final EntryTable entries;

    LedgerLog(EntryTable entries) {
        this.entries = entries;
    }

    /** Number of entries. */
    public long size() {
        return entries.size();
    }

    public Optional<Stored> at(long position) {
        return entries.at(position).map(LedgerLog::stored);
    }

    /** What the entry at a position says; empty when the log has no such position. */
    public Optional<Entry> entry(long position) {
        return entries.at(position).map(row -> LedgerEventStorageEngine.decode(row.bytes()));
    }

    /** When the entry at a position was sealed; empty when the log has no such position. */
    public Optional<Instant> timeOf(long position) {
        return entry(position).map(Entry::time);
    }

    /** Up to {@code limit} entries from a position on, in order. */
    public List<Stored> from(long position, int limit) {
        return entries.from(position, limit).stream().map(LedgerLog::stored).toList();
    }

    /** The entries with a tag, such as {@code checklist/ltc-claims}, in order. */
    public List<Entry> tagged(String tag) {
        return entries.source(new Selection(List.of(new Selection.Criterion(Set.of(tag), Set.of()))), 0).entries()
                .stream()
                .map(LedgerEventStorageEngine::decode).toList();
    }

    /** Which keys sign, as the log's entries say. @param first the key it began with */
    public LogKeys keys(VerifierKey first) {
        List<LogKeys.Rotation> rotations = tagged(LogKeyRotated.TAG).stream()
                .map(each -> LogKeys.Rotation.of(each.position(),
                        (LogKeyRotated) EventCatalog.read(each.type(), each.data())))
                .toList();
        return new LogKeys(first.format(), rotations);
    }

    /** The latest signed checkpoint, a C2SP signed note; empty while the log is. */
    public Optional<String> checkpoint() {
        return entries.checkpoint();
    }

    /** Hash tiles of the log. @param size entries it has at least */
    public TileSource tiles(long size) {
        return entries.tiles(size);
    }

    /** Never serves other bytes than were sealed. */
    private static Stored stored(EntryTable.Row row) {
        if (!TreeHasher.leaf(row.bytes()).equals(row.leaf())) {
            throw new DamagedLog(row.position(), "its bytes do not have the hash recorded for them");
        }
        return new Stored(row.position(), row.bytes(), row.leaf(), row.checkpoint());
    }
}
