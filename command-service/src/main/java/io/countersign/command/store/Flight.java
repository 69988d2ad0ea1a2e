package io.countersign.command.store;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way to the database: a task for another thread, so that the appender prepares the next meanwhile. It is sent only when the one before
 * it is stored, on which all that it says rests. True when it is stored, or would be if there were anything to store;
 * false when it was not; an exception says why it may not have been.
 */
final class Flight extends FutureTask<Boolean> {

    private final List<Append> appends;
    private final Prepared prepared;
    private final Runnable landed;

    /**
     * @param connection closed when this is done, and so is what is ready
     * @param ready stores the batch; null when there is nothing to store
     * @param before run by the same thread before this one; null: nothing is under way
     * @param landed run when this is done
     */
    Flight(List<Append> appends, Prepared prepared, Connection connection, CommitTable.@Nullable Ready ready,
            @Nullable Flight before, Runnable landed) {
        super(() -> {
            try (connection; ready) {
                return (before == null || before.wasStored())
                        && (ready == null || ready.store());
            }
        });
        this.appends = appends;
        this.prepared = prepared;
        this.landed = landed;
    }

    /** All of its appends, whatever comes of them. */
    List<Append> appends() {
        return appends;
    }

    Prepared prepared() {
        return prepared;
    }

    private boolean wasStored() {
        return state() == State.SUCCESS && resultNow();
    }

    @Override
    protected void done() {
        landed.run();
    }
}
