package io.countersign.command.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What came of each full re-hash, by whichever node, and whose turn it is to do the next. */
final class RehashTable {

    /** "re-hash", as text; the lock's name within the ledger's database. */
    private static final long LOCK = 0x72652d68617368L;

    /**
     * @param entries how many were looked at, from the first one on; @param position of the first that does not fit, null when all do
     * @param what does not fit there
     */
    record Outcome(Instant started, Instant finished, long entries, @Nullable Long position, @Nullable String what) {}

    private final DataSource database;

    RehashTable(DataSource database) {
        this.database = database;
    }

    Optional<Outcome> last() throws SQLException {
        String sql = "select started, finished, entries, position, what from working.rehashes order by sequence desc limit 1";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Outcome(instant(row, 1), instant(row, 2), row.getLong(3),
                            row.getObject(4, Long.class), row.getString(5)))
                    : Optional.empty();
        }
    }

    void record(Outcome outcome) throws SQLException {
        String sql = "insert into working.rehashes (started, finished, entries, position, what) values (?, ?, ?, ?, ?)";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, CommitTable.atOffset(outcome.started()));
            statement.setObject(2, CommitTable.atOffset(outcome.finished()));
            statement.setLong(3, outcome.entries());
            statement.setObject(4, outcome.position(), java.sql.Types.BIGINT);
            statement.setString(5, outcome.what());
            statement.executeUpdate();
        }
    }

    /** A connection that holds the turn until {@link #giveBack}, or until it ends; null when another node has it. */
    @Nullable
    Connection takeTurn() throws SQLException {
        Connection connection = database.getConnection();
        if (call(connection, "select pg_try_advisory_lock(?)")) {
            return connection;
        }
        connection.close();
        return null;
    }

    void giveBack(Connection turn) throws SQLException {
        try (turn) {
            boolean _ = call(turn, "select pg_advisory_unlock(?)");
        }
    }

    private static boolean call(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
