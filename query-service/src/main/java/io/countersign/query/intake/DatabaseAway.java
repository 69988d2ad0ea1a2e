package io.countersign.query.intake;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;

/** Which faults come of a database that is away, busy or shutting down, so that asking again may help. Any other is a bug, ours or of what is stored. */
public final class DatabaseAway {

    /** Connections, serialization and deadlocks, lack of resources, an operator's intervention, the server's disk: Appendix A of PostgreSQL's manual. */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58");
    private static final String LOCKED = "55P03";

    private DatabaseAway() {}

    public static boolean is(Throwable fault) {
        // whatever the server says to a connection, no question of ours was asked over it
        if (fault instanceof CannotGetJdbcConnectionException || fault instanceof CannotCreateTransactionException) {
            return true;
        }
        // a connection that broke cannot be rolled back either; what broke it says more
        if (fault instanceof TransactionSystemException e && e.getApplicationException() != null) {
            return is(e.getApplicationException());
        }
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && e.getSQLState() != null && e.getSQLState().length() == 5) {
                return CLASSES.contains(e.getSQLState().substring(0, 2)) || LOCKED.equals(e.getSQLState());
            }
        }
        return fault instanceof TransientDataAccessException || fault instanceof RecoverableDataAccessException
                || fault instanceof DataAccessResourceFailureException
                || fault instanceof TransactionTimedOutException;
    }
}
