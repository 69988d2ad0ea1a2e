package io.countersign.command.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.Refusal;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class UnavailableTest {

    private static final SQLException SAID = new SQLException("terminating connection", "57P01");

    @Test
    void a_database_that_is_away_or_busy_is_told_however_it_is_wrapped() {
        var broken = new TransactionSystemException("rollback failed", new SQLException("Connection is closed"));
        broken.initApplicationException(new DataAccessResourceFailureException("task", SAID));
        for (RuntimeException fault : new RuntimeException[]{broken, new CompletionException(broken),
            new DataAccessResourceFailureException("task", SAID),
            new CannotCreateTransactionException("no connection", SAID),
            new CompletionException(new PessimisticLockingFailureException("deadlock"))}) {
            Refusal told = Objects.requireNonNull(Unavailable.refusal(fault), fault.toString());
            assertThat(told.rule()).isEqualTo("database");
            assertThat(told.reason()).doesNotContain("terminating");
        }
    }

    @Test
    void a_fault_of_ours_is_not_laid_on_the_database() {
        var broken = new TransactionSystemException("rollback failed", new SQLException("Connection is closed"));
        broken.initApplicationException(new IllegalStateException());
        for (RuntimeException fault : new RuntimeException[]{broken, new DuplicateKeyException("task"),
            new BadSqlGrammarException("task", "SELECT", new SQLException("no such column", "42703")),
            new IllegalStateException(new IllegalArgumentException())}) {
            assertThat(Unavailable.refusal(fault)).as(fault.toString()).isNull();
        }
    }
}
