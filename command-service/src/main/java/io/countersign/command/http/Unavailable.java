package io.countersign.command.http;

import io.countersign.command.decision.Refusal;
import io.countersign.command.store.DamagedLog;
import io.countersign.command.store.StoreUnavailable;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Which faults mean that a part is down for now, rather than that something is wrong with us. */
final class Unavailable {

    private Unavailable() {}

    /** @return null when neither the fault nor what caused it is of that kind */
    static @Nullable Refusal refusal(Throwable fault) {
        Refusal own = own(fault);
        Throwable cause = cause(fault);
        return own != null || cause == null || cause == fault ? own : refusal(cause);
    }

    /** A connection that broke cannot be rolled back either; what broke it is kept beside the cause. */
    private static @Nullable Throwable cause(Throwable fault) {
        return fault instanceof TransactionSystemException e && e.getApplicationException() != null
                ? e.getApplicationException()
                : fault.getCause();
    }

    private static @Nullable Refusal own(Throwable fault) {
        return switch (fault) {
            case StoreUnavailable e -> Refusal.of(Refusal.Problem.UNAVAILABLE, "store", e.getMessage() + "");
            case DamagedLog e -> Refusal.of(Refusal.Problem.UNAVAILABLE, "log-intact",
                    "The ledger's database is damaged at " + e.getMessage() + ".");
            case DataAccessResourceFailureException _,TransientDataAccessException _,CannotCreateTransactionException _ ->
                Refusal.of(Refusal.Problem.UNAVAILABLE, "database",
                        "The ledger's database does not answer; try again.");
            default -> null;
        };
    }
}
