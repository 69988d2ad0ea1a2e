package io.countersign.stack.bench;

import io.countersign.command.store.LedgerLog;
import io.countersign.command.store.Migrations;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.local.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the ledger is held against: the same bytes and the same tag rows into the same tables with the same indexes on the same server, without
 * chain, tree, checkpoint or append condition. Connections are kept open, statements prepared.
 */
final class Yardsticks implements AutoCloseable {
    private static final int CONNECTIONS = 32;
    private static final String INSERT = """
        with entered as (insert into ledger.entries (position, id, type, bytes, leaf_hash) values (?, ?, ?, ?, ?))
        insert into ledger.tags (tag, position, index) select t, ?, ? from unnest(?::text[]) t""";
    private static final String MANY = """
        with entered as (insert into ledger.entries (position, id, type, bytes, leaf_hash)
          select * from unnest(?::bigint[], ?::text[], ?::text[], ?::bytea[], ?::bytea[]))
        insert into ledger.tags (tag, position, index) select * from unnest(?::text[], ?::bigint[], ?::bigint[])""";

    /** An entry as it lies in the ledger. */
    private record Sample(String type, byte[] bytes, byte[] leaf, String[] tags) {}

    private final BlockingQueue<Connection> connections = new ArrayBlockingQueue<>(CONNECTIONS);
    private final List<Sample> samples;
    private final AtomicLong position = new AtomicLong();
    private final AtomicInteger next = new AtomicInteger();

    /**
     * @param database empty, as its owner
     * @param log      whose entries from {@code from} on are what is inserted
     */
    Yardsticks(Database database, LedgerLog log, Connection ledger, long from, int count) throws SQLException {
        Migrations.run(database.url(), database.user(), database.password());
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(database.connect());
        }
        samples = samples(log, ledger, from, count);
    }

    private static List<Sample> samples(LedgerLog log, Connection ledger, long from, int count) throws SQLException {
        Map<Long, List<String>> tags = new HashMap<>();
        Map<Long, String> types = new HashMap<>();
        try (var read = ledger.prepareStatement("""
            select t.position, t.tag, e.type from ledger.tags t join ledger.entries e using (position)
            where t.position >= ? and t.position < ?""")) {
            read.setLong(1, from);
            read.setLong(2, from + count);
            try (var rows = read.executeQuery()) {
                while (rows.next()) {
                    tags.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>()).add(rows.getString(2));
                    types.put(rows.getLong(1), rows.getString(3));
                }
            }
        }
        return log.from(from, count).stream()
                .map(stored -> new Sample(Objects.requireNonNull(types.get(stored.position())), stored.bytes(),
                        stored.leaf().bytes(),
                        Objects.requireNonNull(tags.get(stored.position())).toArray(String[]::new)))
                .toList();
    }

    /** What is inserted, in words. */
    String sample() {
        var bytes = samples.stream().mapToInt(s -> s.bytes().length).average().orElse(0);
        var tags = samples.stream().mapToInt(s -> s.tags().length).average().orElse(0);
        return Math.round(bytes) + " bytes and " + Math.round(tags) + " tags an entry";
    }

    /** One row and its tags, inserted and committed by themselves. */
    void plain() throws SQLException, InterruptedException {
        var connection = connections.take();
        try (var insert = connection.prepareStatement(INSERT)) {
            bind(insert, connection, position.getAndIncrement(), sampled());
            insert.executeUpdate();
        } finally {
            connections.add(connection);
        }
    }

    /** The head is locked, the row hashed and inserted, the head moved, all of it committed. */
    void naive() throws SQLException, InterruptedException {
        var connection = connections.take();
        try {
            connection.setAutoCommit(false);
            try (var lock = connection.prepareStatement("select size from ledger.head for update");
                    var insert = connection.prepareStatement(INSERT);
                    var move = connection
                            .prepareStatement("update ledger.head set size = size + 1, time = clock_timestamp()")) {
                try (var head = lock.executeQuery()) {
                    head.next();
                }
                var sample = sampled();
                var hashed = new Sample(sample.type(), sample.bytes(), TreeHasher.leaf(sample.bytes()).bytes(),
                        sample.tags());
                bind(insert, connection, position.getAndIncrement(), hashed);
                insert.executeUpdate();
                move.executeUpdate();
                connection.commit();
            } finally {
                connection.setAutoCommit(true);
            }
        } finally {
            connections.add(connection);
        }
    }

    /** Many rows by one statement. */
    void many(int count) throws SQLException, InterruptedException {
        var connection = connections.take();
        try (var insert = connection.prepareStatement(MANY)) {
            List<Sample> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rows.add(sampled());
            }
            var first = position.getAndAdd(count);
            var positions = new Long[count];
            var ids = new String[count];
            List<String> tags = new ArrayList<>();
            List<Long> tagged = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                positions[i] = first + i;
                ids[i] = id(first + i);
                for (var tag : rows.get(i).tags()) {
                    tags.add(tag);
                    tagged.add(first + i);
                }
            }
            insert.setArray(1, connection.createArrayOf("int8", positions));
            insert.setArray(2, connection.createArrayOf("text", ids));
            insert.setArray(3,
                    connection.createArrayOf("text", rows.stream().map(Sample::type).toArray(String[]::new)));
            insert.setArray(4,
                    connection.createArrayOf("bytea", rows.stream().map(Sample::bytes).toArray(byte[][]::new)));
            insert.setArray(5,
                    connection.createArrayOf("bytea", rows.stream().map(Sample::leaf).toArray(byte[][]::new)));
            insert.setArray(6, connection.createArrayOf("text", tags.toArray(String[]::new)));
            insert.setArray(7, connection.createArrayOf("int8", tagged.toArray(Long[]::new)));
            insert.setArray(8, connection.createArrayOf("int8", tagged.toArray(Long[]::new)));
            insert.executeUpdate();
        } finally {
            connections.add(connection);
        }
    }

    private Sample sampled() {
        return samples.get(Math.floorMod(next.getAndIncrement(), samples.size()));
    }

    private static void bind(PreparedStatement insert, Connection connection, long at, Sample sample)
            throws SQLException {
        insert.setLong(1, at);
        insert.setString(2, id(at));
        insert.setString(3, sample.type());
        insert.setBytes(4, sample.bytes());
        insert.setBytes(5, sample.leaf());
        insert.setLong(6, at);
        insert.setLong(7, at);
        insert.setArray(8, connection.createArrayOf("text", sample.tags()));
    }

    /** As long as a UUID, as the ledger's ids are, and in their order. */
    private static String id(long position) {
        return "0198f2a4-0000-7000-8000-%012x".formatted(position);
    }

    @Override
    public void close() throws SQLException {
        for (var connection : connections) {
            connection.close();
        }
    }
}
