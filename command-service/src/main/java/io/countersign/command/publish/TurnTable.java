package io.countersign.command.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Whose turn it is to publish: one node's at a time, by an advisory lock that PostgreSQL lets go of when its connection ends. Used by one thread. */
public final class TurnTable implements AutoCloseable {

    private final DataSource database;
    private final long lock;
    private @Nullable Connection holder;

    /** @param lock the advisory lock's name within the ledger's database */
    public TurnTable(DataSource database, long lock) {
        this.database = database;
        this.lock = lock;
    }

    /** Whether it is this node's turn now. Takes the turn if nobody has it, and notices when it was lost. */
    public boolean mine() throws SQLException {
        Connection held = holder;
        if (held != null && held.isValid(2)) {
            return true;
        }
        close();
        Connection connection = database.getConnection();
        if (locked(connection)) {
            holder = connection;
            return true;
        }
        connection.close();
        return false;
    }

    private boolean locked(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, lock);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Gives the turn up. The lock is the session's, so it is released by name before the connection goes back to a pool. */
    @Override
    public void close() throws SQLException {
        Connection held = holder;
        holder = null;
        if (held != null) {
            try (held; PreparedStatement statement = held.prepareStatement("select pg_advisory_unlock_all()")) {
                statement.execute();
            }
        }
    }
}
