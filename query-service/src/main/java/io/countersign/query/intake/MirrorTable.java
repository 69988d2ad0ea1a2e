package io.countersign.query.intake;

import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.tree.StoredTiles;
import io.countersign.ledger.tree.Tile;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TileRoots;
import io.countersign.ledger.tree.TileSource;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The verified copy of the log: schema {@code mirror}. Entries with their exact bytes, the streams they are counted in, full tiles, and one row
 * that says how far it reaches and which checkpoint covers it.
 */
@Component
public class MirrorTable implements StoredTiles.Store {

    private static final String SCHEMA = """
        CREATE SCHEMA IF NOT EXISTS mirror;
        CREATE TABLE IF NOT EXISTS mirror.entries (
          position bigint PRIMARY KEY, leaf_hash bytea NOT NULL, time timestamptz NOT NULL, subject text COLLATE "C" NOT NULL,
          bytes bytea NOT NULL);
        CREATE INDEX IF NOT EXISTS entries_by_subject ON mirror.entries (subject, position);
        CREATE INDEX IF NOT EXISTS entries_by_time ON mirror.entries (time, position);
        CREATE TABLE IF NOT EXISTS mirror.streams (
          stream text COLLATE "C" NOT NULL, index bigint NOT NULL, position bigint NOT NULL, PRIMARY KEY (stream, index));
        CREATE TABLE IF NOT EXISTS mirror.tiles (
          level int NOT NULL, index bigint NOT NULL, bytes bytea NOT NULL, PRIMARY KEY (level, index));
        CREATE TABLE IF NOT EXISTS mirror.head (
          one boolean PRIMARY KEY DEFAULT true CHECK (one), size bigint NOT NULL, checkpoint text);
        INSERT INTO mirror.head (size) VALUES (0) ON CONFLICT DO NOTHING;
        """;

    /** How far the mirror reaches, and the log's signed note over exactly that; null while it is empty. */
    public record Reach(long size, @Nullable String checkpoint) {}

    /** An entry as it lies in the table; its bytes are to be hashed again before they are believed. */
    @SuppressWarnings("ArrayRecordComponent") // two of these are never compared
    public record Row(long position, Digest leaf, byte[] bytes) {}

    private final JdbcClient db;
    private final JdbcTemplate jdbc;
    private final TileRoots roots = new TileRoots();

    MirrorTable(JdbcClient db, JdbcTemplate jdbc) {
        this.db = db;
        this.jdbc = jdbc;
    }

    void create() {
        jdbc.execute(SCHEMA);
    }

    public Reach reach() {
        return db.sql("SELECT size, checkpoint FROM mirror.head")
                .query((rs, _) -> new Reach(rs.getLong(1), rs.getString(2)))
                .single();
    }

    void append(List<Verified> batch) {
        BulkTable entries = new BulkTable("mirror.entries (position, leaf_hash, time, subject, bytes)");
        BulkTable streams = new BulkTable("mirror.streams (stream, index, position)");
        for (Verified each : batch) {
            entries.add(each.position(), each.leaf().bytes(), utc(each.entry().time()), each.entry().subject(),
                    each.bytes());
            for (StreamIndex stream : each.entry().streams()) {
                streams.add(stream.stream(), stream.index(), each.position());
            }
        }
        entries.write(jdbc);
        streams.write(jdbc);
    }

    void addTiles(List<Tile> full) {
        jdbc.batchUpdate("INSERT INTO mirror.tiles (level, index, bytes) VALUES (?, ?, ?)", full, 100,
                (insert, tile) -> {
                    insert.setInt(1, tile.id().level());
                    insert.setLong(2, tile.id().index());
                    insert.setBytes(3, tile.bytes());
                });
    }

    /** @throws IllegalStateException when another process moved the mirror meanwhile */
    void advance(long from, long to, String checkpoint) {
        int moved = db.sql("UPDATE mirror.head SET size = ?, checkpoint = ? WHERE size = ?")
                .params(to, checkpoint, from)
                .update();
        if (moved != 1) {
            throw new IllegalStateException(
                    "the mirror no longer ends at " + from + ": does another process write to it?");
        }
    }

    /** Tiles of the mirror for proofs. @param size a size it has reached, the larger the cheaper */
    public TileSource tiles(long size) {
        return new StoredTiles(size, this, roots);
    }

    @Override
    public List<byte[]> fullTiles(List<TileId> tiles) {
        Map<TileId, byte[]> found = new HashMap<>();
        for (TileId tile : tiles) {
            db.sql("SELECT bytes FROM mirror.tiles WHERE level = ? AND index = ?").params(tile.level(), tile.index())
                    .query(byte[].class).optional().ifPresent(bytes -> found.put(tile, bytes));
        }
        return tiles.stream()
                .map(t -> Objects.requireNonNull(found.get(t), () -> "the mirror has lost its tile " + t)).toList();
    }

    @Override
    public List<Digest> leaves(long from, long to) {
        return db.sql("SELECT leaf_hash FROM mirror.entries WHERE position >= ? AND position < ? ORDER BY position")
                .params(from, to).query((rs, _) -> Digest.of(rs.getBytes(1))).list();
    }

    /** Entries from one position (inclusive) to another (exclusive), in order. */
    public List<Row> entries(long from, long to) {
        return db
                .sql("SELECT position, leaf_hash, bytes FROM mirror.entries WHERE position >= ? AND position < ? ORDER BY position")
                .params(from, to).query((rs, _) -> row(rs.getLong(1), rs.getBytes(2), rs.getBytes(3))).list();
    }

    /** Entries at given positions, in order. */
    public List<Row> entriesAt(List<Long> positions) {
        return db
                .sql("SELECT position, leaf_hash, bytes FROM mirror.entries WHERE position = ANY (?) ORDER BY position")
                .param(positions.toArray(Long[]::new))
                .query((rs, _) -> row(rs.getLong(1), rs.getBytes(2), rs.getBytes(3))).list();
    }

    /** A stream's entries from an index on that stand at or before a position, in order. */
    public List<Row> ofStream(String stream, long fromIndex, long through, int limit) {
        return db.sql("""
            SELECT e.position, e.leaf_hash, e.bytes FROM mirror.streams s JOIN mirror.entries e USING (position)
            WHERE s.stream = ? AND s.index >= ? AND s.position <= ? ORDER BY s.index LIMIT ?""")
                .params(stream, fromIndex, through, limit)
                .query((rs, _) -> row(rs.getLong(1), rs.getBytes(2), rs.getBytes(3))).list();
    }

    /**
     * Indexes of a stream's entries in a period, one more on either side where there is one: {@code [first, last]}.
     *
     * @param stream empty for the whole log, whose index is the position
     * @return empty when the stream has no entry at or before the position
     */
    public Optional<long[]> around(String stream, Instant from, Instant to, long through) {
        String numbered = stream.isEmpty()
                ? "SELECT position AS index, time FROM mirror.entries WHERE position <= :through"
                : "SELECT s.index, e.time FROM mirror.streams s JOIN mirror.entries e USING (position) WHERE s.stream = :stream AND s.position <= :through";
        return db
                .sql("""
                    WITH numbered AS (%s)
                    SELECT coalesce((SELECT max(index) FROM numbered WHERE time < :from), 0),
                      coalesce((SELECT min(index) FROM numbered WHERE time >= :to), (SELECT max(index) FROM numbered))"""
                        .formatted(numbered))
                .param("stream", stream).param("through", through).param("from", utc(from)).param("to", utc(to))
                .query((rs, _) -> rs.getObject(2) == null
                        ? Optional.<long[]>empty()
                        : Optional.of(new long[]{rs.getLong(1), rs.getLong(2)}))
                .single();
    }

    /** Positions of the last entries at or before one that are in each of some streams; of none, of the whole log. */
    List<Long> latest(List<String> streams, long through, int limit) {
        if (streams.isEmpty()) {
            return db.sql("SELECT position FROM mirror.entries WHERE position <= ? ORDER BY position DESC LIMIT ?")
                    .params(through, limit).query((rs, _) -> rs.getLong(1)).list();
        }
        if (streams.size() == 1) {
            // indexes grow with positions
            return db.sql(
                    "SELECT position FROM mirror.streams WHERE stream = ? AND position <= ? ORDER BY index DESC LIMIT ?")
                    .params(streams.getFirst(), through, limit).query((rs, _) -> rs.getLong(1)).list();
        }
        return db.sql("""
            SELECT position FROM mirror.streams WHERE stream = ANY (?) AND position <= ?
            GROUP BY position HAVING count(*) = ? ORDER BY position DESC LIMIT ?""")
                .params(streams.toArray(String[]::new), through, streams.size(), limit)
                .query((rs, _) -> rs.getLong(1)).list();
    }

    /** Entries about a subject that stand at or before a position, in order. */
    public List<Row> about(String subject, long through) {
        return db
                .sql("""
                    SELECT position, leaf_hash, bytes FROM mirror.entries WHERE subject = ? AND position <= ? ORDER BY position""")
                .params(subject, through).query((rs, _) -> row(rs.getLong(1), rs.getBytes(2), rs.getBytes(3))).list();
    }

    /** How many entries of a stream stand at or before a position. */
    public long count(String stream, long through) {
        return db.sql("SELECT coalesce(max(index) + 1, 0) FROM mirror.streams WHERE stream = ? AND position <= ?")
                .params(stream, through).query(Long.class).single();
    }

    long nextIndex(String stream) {
        return db.sql("SELECT coalesce(max(index) + 1, 0) FROM mirror.streams WHERE stream = ?").param(stream)
                .query(Long.class).single();
    }

    /** The last position whose time is not after an instant; empty when there is none. */
    public Optional<Long> lastNotAfter(Instant instant) {
        // by the index of times: a max() may be looked for from the head back, past every entry that came after
        return db.sql("SELECT position FROM mirror.entries WHERE time <= ? ORDER BY time DESC, position DESC LIMIT 1")
                .param(utc(instant)).query((rs, _) -> rs.getLong(1)).optional();
    }

    /** When the entry at a position was sealed. */
    public Optional<Instant> timeOf(long position) {
        return db.sql("SELECT time FROM mirror.entries WHERE position = ?").param(position)
                .query((rs, _) -> rs.getObject(1, OffsetDateTime.class).toInstant()).optional();
    }

    private static Row row(long position, byte[] leaf, byte[] bytes) {
        return new Row(position, Digest.of(leaf), bytes);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
