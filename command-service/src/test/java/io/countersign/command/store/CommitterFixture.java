package io.countersign.command.store;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.store.Intercepted.Hook;
import io.countersign.command.store.Intercepted.Step;
import io.countersign.command.store.Sealer.Batch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Committers on one database, whose answers can be lost, and what they told. */
final class CommitterFixture {

    /** What the statement that stores a batch begins with. */
    static final String COMMIT = "with moved as";
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final List<Long> found = new ArrayList<>();
    private final HikariDataSource pool;

    CommitterFixture(HikariDataSource pool) {
        this.pool = pool;
    }

    Committer committer(Hook hook) {
        return committer(hook, new Receipts(new EntryTable(pool)));
    }

    Committer committer(Hook hook, InstantSource clock) {
        return committer(hook, new Receipts(new EntryTable(pool)), clock, new Recent());
    }

    Committer committer(Hook hook, Receipts receipts) {
        return committer(hook, receipts, InstantSource.system(), new Recent());
    }

    Committer committer(Hook hook, Receipts receipts, InstantSource clock, Recent recent) {
        var database = Intercepted.database(pool, hook);
        var sealer = new Sealer(StoreFixture.ORIGIN, StoreFixture.SIGNER);
        var preparation = new Preparation(sealer, recent, new RecentEvents(0));
        return new Committer(database, new EntryTable(database), preparation, clock, Duration.ofSeconds(1),
                new Committer.Listener() {
                    @Override
                    public void committed(Batch batch) {
                        receipts.committed(batch);
                    }

                    @Override
                    public void found(Append append, long first) {
                        receipts.found(append, first);
                        found.add(first);
                    }
                });
    }

    static Hook passing() {
        return (_, step) -> step.run();
    }

    interface Fault {
        @Nullable
        Object instead(Step step) throws Exception;
    }

    /** The first statement that holds this text goes wrong. */
    static Hook once(String text, Fault fault) {
        AtomicInteger seen = new AtomicInteger();
        return (what, step) -> what.contains(text) && seen.getAndIncrement() == 0 ? fault.instead(step) : step.run();
    }

    static long position(Append append) {
        try {
            return append.sealed().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("nobody answered", e);
        }
    }
}
