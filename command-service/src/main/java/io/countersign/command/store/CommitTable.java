package io.countersign.command.store;

import io.countersign.command.store.Sealer.Batch;
import io.countersign.command.store.Sealer.Sealed;
import io.countersign.ledger.tree.Tile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stores a batch whole or not at all, in one statement: the head is compared and set, and everything else is inserted only where that moved.
 * One statement is one transaction, and one round trip.
 */
final class CommitTable {

    /** How far the time sealed may lie ahead of the database's clock, in seconds. */
    static final int AHEAD_SECONDS = 60;

    private static final String COMMIT = """
        with moved as (
          update ledger.head set size = ?, time = ?
          where size = ? and ? <= clock_timestamp() + interval '%d seconds' returning 1
        ), entered as (
          insert into ledger.entries (position, id, type, bytes, leaf_hash)
          select unnest(?::bigint[]), unnest(?::text[]), unnest(?::text[]), unnest(?::bytea[]), unnest(?::bytea[]) from moved
        ), tagged as (
          insert into ledger.tags (tag, position, index)
          select unnest(?::text[]), unnest(?::bigint[]), unnest(?::bigint[]) from moved
        ), signed as (
          insert into ledger.checkpoints (size, note) select ?, ? from moved
        )"""
            .formatted(AHEAD_SECONDS);

    // Left out where there are none: a table that is opened for nothing takes its time, too.
    private static final String TILED = """
        , tiled as (
          insert into ledger.tiles (level, index, bytes) select t.* from moved, unnest(?::int[], ?::bigint[], ?::bytea[]) t
        )""";
    private static final String DISCLOSED = """
        , disclosed as (
          insert into working.disclosures (digest, disclosure)
          select d.* from moved, unnest(?::text[], ?::text[]) d on conflict (digest) do nothing
        )""";
    private static final String MOVED = " select count(*) from moved";

    private CommitTable() {}

    /** A batch on the point of being sent. Closing it leaves its connection open. */
    record Ready(PreparedStatement statement) implements AutoCloseable {

        /** @return false when nothing was stored, because the head is elsewhere by now or the time is too far ahead */
        boolean store() throws SQLException {
            try (ResultSet moved = statement.executeQuery()) {
                return moved.next() && moved.getLong(1) == 1;
            }
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }

    static Ready prepare(Connection connection, Batch batch) throws SQLException {
        Map<String, String> disclosures = new LinkedHashMap<>();
        batch.entries().forEach(entry -> disclosures.putAll(entry.event().disclosures()));
        String sql = COMMIT + (batch.tiles().isEmpty() ? "" : TILED) + (disclosures.isEmpty() ? "" : DISCLOSED) + MOVED;
        PreparedStatement statement = connection.prepareStatement(sql);
        OffsetDateTime time = atOffset(batch.after().time());
        int at = 1;
        statement.setLong(at++, batch.after().size());
        statement.setObject(at++, time);
        statement.setLong(at++, batch.before().size());
        statement.setObject(at++, time);
        at = entries(statement, connection, at, batch.entries());
        at = tags(statement, connection, at, batch.entries());
        statement.setLong(at++, batch.after().size());
        statement.setString(at++, batch.checkpoint().format());
        if (!batch.tiles().isEmpty()) {
            at = tiles(statement, connection, at, batch.tiles());
        }
        if (!disclosures.isEmpty()) {
            disclosures(statement, connection, at, disclosures);
        }
        return new Ready(statement);
    }

    /** Nobody moves the head until this transaction ends. */
    static void lock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select from ledger.head for update")) {
            statement.execute();
        }
    }

    private static int entries(PreparedStatement statement, Connection connection, int at, List<Sealed> entries)
            throws SQLException {
        // Arrays of one type each: the driver sends those as they are, and any other spelt out as text.
        statement.setArray(at,
                connection.createArrayOf("int8", entries.stream().map(Sealed::position).toArray(Long[]::new)));
        statement.setArray(at + 1,
                connection.createArrayOf("text", entries.stream().map(e -> e.event().id()).toArray(String[]::new)));
        statement.setArray(at + 2,
                connection.createArrayOf("text", entries.stream().map(e -> e.event().type()).toArray(String[]::new)));
        statement.setArray(at + 3,
                connection.createArrayOf("bytea", entries.stream().map(Sealed::bytes).toArray(byte[][]::new)));
        statement.setArray(at + 4,
                connection.createArrayOf("bytea", entries.stream().map(e -> e.leaf().bytes()).toArray(byte[][]::new)));
        return at + 5;
    }

    private record Tag(String tag, long position, long index) {}

    /** In the order of the indexes: neighbours go to the same page of one, which takes PostgreSQL less time. */
    private static int tags(PreparedStatement statement, Connection connection, int at, List<Sealed> entries)
            throws SQLException {
        List<Tag> tags = new ArrayList<>(entries.size() * 8);
        for (Sealed entry : entries) {
            int place = 0;
            for (String tag : entry.event().tags()) {
                tags.add(new Tag(tag, entry.position(), entry.indexes()[place++]));
            }
        }
        tags.sort(Comparator.comparing(Tag::tag));
        statement.setArray(at, connection.createArrayOf("text", tags.stream().map(Tag::tag).toArray(String[]::new)));
        statement.setArray(at + 1,
                connection.createArrayOf("int8", tags.stream().map(Tag::position).toArray(Long[]::new)));
        statement.setArray(at + 2,
                connection.createArrayOf("int8", tags.stream().map(Tag::index).toArray(Long[]::new)));
        return at + 3;
    }

    private static int tiles(PreparedStatement statement, Connection connection, int at, List<Tile> tiles)
            throws SQLException {
        statement.setArray(at,
                connection.createArrayOf("int4", tiles.stream().map(t -> t.id().level()).toArray(Integer[]::new)));
        statement.setArray(at + 1,
                connection.createArrayOf("int8", tiles.stream().map(t -> t.id().index()).toArray(Long[]::new)));
        statement.setArray(at + 2,
                connection.createArrayOf("bytea", tiles.stream().map(Tile::bytes).toArray(byte[][]::new)));
        return at + 3;
    }

    /** Numbered while the head is locked: whoever has read up to a number has missed none. */
    private static void disclosures(PreparedStatement statement, Connection connection, int at,
            Map<String, String> disclosures) throws SQLException {
        statement.setArray(at, connection.createArrayOf("text", disclosures.keySet().toArray(String[]::new)));
        statement.setArray(at + 1, connection.createArrayOf("text", disclosures.values().toArray(String[]::new)));
    }

    static OffsetDateTime atOffset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
