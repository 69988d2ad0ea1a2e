package io.countersign.query.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.UnexpectedRollbackException;

class DatabaseAwayTest {

    @ParameterizedTest
    @CsvSource({"08006,true", "08001,true", "08003,true", "40001,true", "40P01,true", "53300,true", "53100,true",
        "55P03,true", "57014,true", "57P01,true", "57P02,true", "57P03,true", "58030,true", "42P01,false",
        "42703,false", "22021,false", "22P02,false", "23505,false", "25P02,false", "54000,false", "55000,false",
        "42501,false", "XX001,false", "XX000,false"})
    void goes_by_what_the_database_says_however_it_is_wrapped(String state, boolean away) {
        SQLException said = new SQLException("said", state);
        for (RuntimeException fault : new RuntimeException[]{new UncategorizedSQLException("task", "SELECT", said),
            new DataAccessResourceFailureException("task", said), new TransactionSystemException("commit", said),
            new DuplicateKeyException("task", new IllegalStateException(said))}) {
            assertThat(DatabaseAway.is(fault)).as(fault.toString()).isEqualTo(away);
        }
    }

    static Stream<RuntimeException> away() {
        var broken = new TransactionSystemException("rollback failed", new SQLException("Connection is closed"));
        broken.initApplicationException(
                new DataAccessResourceFailureException("task", new SQLException("terminated", "57P01")));
        SQLException refused = new SQLException("password authentication failed", "28P01");
        return Stream.of(broken, new CannotCreateTransactionException("no connection", refused),
                new CannotGetJdbcConnectionException("no connection", refused),
                new CannotCreateTransactionException("pool", new SQLTransientConnectionException("timed out")),
                new QueryTimeoutException("late"), new DataAccessResourceFailureException("gone"));
    }

    @ParameterizedTest
    @MethodSource("away")
    void is_told_by_the_kind_of_fault_where_the_database_said_nothing(RuntimeException away) {
        assertThat(DatabaseAway.is(away)).isTrue();
    }

    static Stream<RuntimeException> bugs() {
        var broken = new TransactionSystemException("rollback failed", new SQLException("Connection is closed"));
        broken.initApplicationException(new EmptyResultDataAccessException(1));
        return Stream.of(broken, new EmptyResultDataAccessException(1), new UnexpectedRollbackException("marked"),
                new UncategorizedSQLException("task", "SELECT", new SQLException("no state")),
                new IllegalStateException());
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void is_no_excuse_for_a_bug(RuntimeException bug) {
        assertThat(DatabaseAway.is(bug)).isFalse();
    }
}
