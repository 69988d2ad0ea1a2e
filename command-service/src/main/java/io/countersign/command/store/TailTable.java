package io.countersign.command.store;

import io.countersign.ledger.hash.Digest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Reads the log with all that is stored beside it, for {@link SelfCheck} and {@link WholeCheck}. */
final class TailTable {

    /** An entry, and what its row says of it. */
    record Row(long position, String id, String type, byte[] bytes, Digest leaf) {}

    private final DataSource database;

    TailTable(DataSource database) {
        this.database = database;
    }

    /** From one position (inclusive) to another (exclusive). */
    List<Row> entries(long from, long to) throws SQLException {
        String sql = "select position, id, type, bytes, leaf_hash from ledger.entries where position >= ? and position < ? order by position";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            List<Row> list = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    list.add(new Row(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getBytes(4),
                            leaf(rows.getLong(1), rows.getBytes(5))));
                }
            }
            return list;
        }
    }

    private static Digest leaf(long position, byte[] stored) {
        if (stored.length != Digest.BYTES) {
            throw new DamagedLog(position, "the hash recorded for it has " + stored.length + " bytes");
        }
        return Digest.of(stored);
    }

    /** Of the entries from one position (inclusive) to another (exclusive), the tags, each with its index. */
    Map<Long, Map<String, Long>> tags(long from, long to) throws SQLException {
        String sql = "select position, tag, index from ledger.tags where position >= ? and position < ?";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            Map<Long, Map<String, Long>> tags = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tags.computeIfAbsent(rows.getLong(1), _ -> new HashMap<>()).put(rows.getString(2),
                            rows.getLong(3));
                }
            }
            return tags;
        }
    }

    /** Of each of the tags that an entry before a position has, the last index there. */
    Map<String, Long> lastIndexesBefore(long position, Collection<String> tags) throws SQLException {
        String sql = """
            select u.tag, l.index from unnest(?) u(tag) cross join lateral
            (select t.index from ledger.tags t where t.tag = u.tag and t.position < ? order by t.position desc limit 1) l""";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", tags.toArray()));
            statement.setLong(2, position);
            Map<String, Long> indexes = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    indexes.put(rows.getString(1), rows.getLong(2));
                }
            }
            return indexes;
        }
    }

    /** The first position at or after the head that something is stored for, if there is one; in one snapshot, as other nodes may be appending. */
    OptionalLong beyondHead() throws SQLException {
        String sql = """
            select min(x.position) from ledger.head h cross join lateral (
              select e.position from ledger.entries e where e.position >= h.size
              union all select t.position from ledger.tags t where t.position >= h.size
              union all select c.size - 1 from ledger.checkpoints c where c.size > h.size
              union all select (t.index + 1 << 8 * (t.level + 1)) - 1 from ledger.tiles t
                where t.level < 7 and t.index + 1 > h.size >> 8 * (t.level + 1)) x(position)""";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            long position = row.next() ? row.getLong(1) : 0;
            return position == 0 && row.wasNull() ? OptionalLong.empty() : OptionalLong.of(position);
        }
    }

    /** The checkpoint of the commit that made the log this long. */
    Optional<String> checkpoint(long size) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection
                        .prepareStatement("select note from ledger.checkpoints where size = ?")) {
            statement.setLong(1, size);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** The checkpoints of sizes from one (exclusive) to another (inclusive), in order. */
    SortedMap<Long, String> checkpoints(long from, long to) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection
                        .prepareStatement("select size, note from ledger.checkpoints where size > ? and size <= ?")) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            SortedMap<Long, String> notes = new TreeMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    notes.put(rows.getLong(1), rows.getString(2));
                }
            }
            return notes;
        }
    }

    /** A full tile's bytes as stored. */
    Optional<byte[]> fullTile(int level, long index) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection
                        .prepareStatement("select bytes from ledger.tiles where level = ? and index = ?")) {
            statement.setInt(1, level);
            statement.setLong(2, index);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }
}
