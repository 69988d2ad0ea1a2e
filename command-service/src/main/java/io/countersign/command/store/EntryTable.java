package io.countersign.command.store;

import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.StoredTiles;
import io.countersign.ledger.tree.TileRoots;
import io.countersign.ledger.tree.TileSource;
import io.countersign.ledger.tree.Tree;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads what was sealed: entries, full tiles, checkpoints and the head. */
final class EntryTable implements StoredTiles.Store {

    /** An entry as stored. @param checkpoint the signed checkpoint of the commit that ends with it, if one does */
    record Row(long position, byte[] bytes, Digest leaf, @Nullable String checkpoint) {}

    /** @param size of the log when it was read, in the same snapshot */
    record Sourced(long size, List<byte[]> entries) {

        RecentEvents.Answer answer() {
            List<Known> known = new ArrayList<>(entries.size());
            for (byte[] bytes : entries) {
                Entry entry = LedgerEventStorageEngine.decode(bytes);
                known.add(new Known(entry.position(), entry.type(), bytes));
            }
            return new RecentEvents.Answer(size, known);
        }
    }

    private final DataSource database;
    private final TileRoots roots = new TileRoots();

    EntryTable(DataSource database) {
        this.database = database;
    }

    /** Where the log ends, read in one snapshot; its tree is rebuilt from tiles and leaf hashes. */
    Head head() throws SQLException {
        String sql = "select h.size, h.time, e.leaf_hash from ledger.head h left join ledger.entries e on e.position = h.size - 1";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the log has no head");
            }
            long size = row.getLong(1);
            Instant time = row.getObject(2, OffsetDateTime.class).toInstant();
            byte[] last = row.getBytes(3);
            if (size > 0 && last == null) {
                throw new DamagedLog(size - 1, "the head says there is an entry, and there is none");
            }
            return new Head(Tree.load(size, new StoredTiles(size, this)),
                    size == 0 ? TreeHasher.EMPTY : Digest.of(last), time);
        }
    }

    long size() {
        return query("select size from ledger.head", (_, _) -> {
        }, rows -> rows.next() ? rows.getLong(1) : 0L);
    }

    /** The entries that are meant, from a position on, in order, and the size the answer is complete to. */
    Sourced source(Selection selection, long from) {
        List<Object> values = new ArrayList<>();
        String sql = "select h.size, e.bytes from ledger.head h left join (ledger.entries e join ("
                + TagTable.positions(selection, from, values)
                + ") p on p.position = e.position) on e.position < h.size order by e.position";
        return query(sql, (connection, statement) -> TagTable.bind(connection, statement, 1, values), rows -> {
            long size = 0;
            List<byte[]> entries = new ArrayList<>();
            while (rows.next()) {
                size = rows.getLong(1);
                byte[] bytes = rows.getBytes(2);
                if (bytes != null) {
                    entries.add(bytes);
                }
            }
            return new Sourced(size, entries);
        });
    }

    /** Up to {@code limit} entries from a position on. */
    List<Row> from(long position, int limit) {
        String sql = """
            select e.position, e.bytes, e.leaf_hash, c.note from ledger.entries e
            left join ledger.checkpoints c on c.size = e.position + 1
            where e.position >= ? order by e.position limit ?""";
        return query(sql, (_, s) -> {
            s.setLong(1, position);
            s.setInt(2, limit);
        }, rows -> {
            List<Row> list = new ArrayList<>();
            while (rows.next()) {
                list.add(new Row(rows.getLong(1), rows.getBytes(2), Digest.of(rows.getBytes(3)), rows.getString(4)));
            }
            return list;
        });
    }

    Optional<Row> at(long position) {
        return from(position, 1).stream().filter(r -> r.position() == position).findFirst();
    }

    /** Positions of those ids that are in the log. */
    Map<String, Long> positionsOf(Collection<String> ids) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection
                        .prepareStatement("select id, position from ledger.entries where id = any(?)")) {
            statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
            Map<String, Long> positions = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    positions.put(rows.getString(1), rows.getLong(2));
                }
            }
            return positions;
        }
    }

    /** The latest signed checkpoint; none while the log is empty. */
    Optional<String> checkpoint() {
        return note("select note from ledger.checkpoints order by size desc limit 1", null);
    }

    /** The first signed checkpoint that covers a position: the one of the commit that sealed it. */
    Optional<String> checkpointCovering(long position) {
        return note("select note from ledger.checkpoints where size > ? order by size limit 1", position);
    }

    /** Tiles of the log for proofs. @param size a size the log has reached, the larger the cheaper */
    TileSource tiles(long size) {
        return new StoredTiles(size, this, roots);
    }

    @Override
    public List<byte[]> fullTiles(List<TileId> tiles) {
        String sql = """
            select t.bytes from unnest(?::int[], ?::bigint[]) with ordinality u(level, index, n)
            join ledger.tiles t on t.level = u.level and t.index = u.index order by u.n""";
        List<byte[]> read = query(sql, (connection, s) -> {
            s.setArray(1, connection.createArrayOf("int4", tiles.stream().map(TileId::level).toArray()));
            s.setArray(2, connection.createArrayOf("int8", tiles.stream().map(TileId::index).toArray()));
        }, rows -> {
            List<byte[]> list = new ArrayList<>();
            while (rows.next()) {
                list.add(rows.getBytes(1));
            }
            return list;
        });
        if (read.size() != tiles.size()) {
            throw new DamagedLog(tiles.getFirst().index() * TileId.FULL,
                    "of " + tiles.size() + " full tiles " + read.size() + " are stored");
        }
        return read;
    }

    @Override
    public List<Digest> leaves(long from, long to) {
        List<Digest> leaves = query(
                "select leaf_hash from ledger.entries where position >= ? and position < ? order by position",
                (_, s) -> {
                    s.setLong(1, from);
                    s.setLong(2, to);
                }, rows -> {
                    List<Digest> list = new ArrayList<>();
                    while (rows.next()) {
                        list.add(Digest.of(rows.getBytes(1)));
                    }
                    return list;
                });
        if (leaves.size() != to - from) {
            throw new DamagedLog(from, "of " + (to - from) + " entries " + leaves.size() + " are stored");
        }
        return leaves;
    }

    private Optional<String> note(String sql, @Nullable Long position) {
        return query(sql, (_, s) -> {
            if (position != null) {
                s.setLong(1, position);
            }
        }, rows -> rows.next() ? Optional.of(rows.getString(1)) : Optional.empty());
    }

    private <T> T query(String sql, Bind bind, Read<T> read) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind.to(connection, statement);
            try (ResultSet rows = statement.executeQuery()) {
                return read.from(rows);
            }
        } catch (SQLException e) {
            throw new StoreUnavailable("the ledger's database did not answer: " + e.getMessage(), e);
        }
    }

    private interface Bind {
        void to(Connection connection, PreparedStatement statement) throws SQLException;
    }

    private interface Read<T> {
        T from(ResultSet rows) throws SQLException;
    }
}
