package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.store.Intercepted.Lost;
import io.countersign.command.store.Intercepted.Step;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/** Many callers, several nodes, and whatever may break meanwhile: afterwards the whole log is checked against what was acknowledged. */
class AppendingTogetherTest {

    private static final int SYSTEMS = 6;

    private final Numbering numbering = new Numbering();

    @Test
    void two_nodes_and_64_callers_leave_one_gapless_log_with_no_condition_broken() throws Exception {
        StoreFixture fixture = new StoreFixture();
        try (HikariDataSource one = fixture.pool();
                HikariDataSource two = fixture.pool();
                LedgerStore left = StoreFixture.open(one);
                LedgerStore right = StoreFixture.open(two)) {
            EntryTable reads = new EntryTable(one);
            AtomicInteger decisions = new AtomicInteger();
            callers(64, i -> numbering.decide(reads, i % 2 == 0 ? left : right, "s" + i % SYSTEMS),
                    _ -> decisions.incrementAndGet() <= 640).join();
            assertThat(numbering.sealed()).isPositive();
            assertThat(numbering.rejected()).isPositive();
            numbering.check(one);
        }
    }

    @Test
    void nothing_acknowledged_is_lost_and_nothing_is_there_twice_whatever_statement_is_cut() throws Exception {
        StoreFixture fixture = new StoreFixture();
        List<Faults> faults = List.of(new Faults(1), new Faults(2), new Faults(3));
        try (HikariDataSource pool = fixture.pool()) {
            StoreFixture.open(pool).close();
            List<LedgerStore> nodes = faults.stream().map(f -> LedgerStore.unborn(
                    Intercepted.database(pool, f::around), StoreFixture.ORIGIN, StoreFixture.SIGNER,
                    InstantSource.system(), new SealedEvents())).toList();
            callers(24, i -> numbering.decide(new EntryTable(pool), nodes.get(i % 3), "s" + i % SYSTEMS),
                    i -> faults.get(i % 3).more()).join();
            faults.forEach(Faults::settle);
            numbering.check(pool);
            nodes.forEach(LedgerStore::close);
        }
        assertThat(faults.stream().mapToInt(Faults::count).sum()).isGreaterThanOrEqualTo(210);
        assertThat(numbering.sealed()).isPositive();
    }

    private interface Caller {
        void decide(int number);
    }

    private static CompletableFuture<Void> callers(int count, Caller caller, IntPredicate more) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            all.add(CompletableFuture.runAsync(() -> {
                while (more.test(number)) {
                    caller.decide(number);
                }
            }, Thread::startVirtualThread));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    /** What breaks for one node: one thing in sixteen that it asks of the database is lost, before, after, or long before it takes effect. */
    private static final class Faults {

        private static final int MOST = 70;

        private final Random random;
        private final AtomicInteger count = new AtomicInteger();
        private final Queue<CompletableFuture<Void>> late = new ConcurrentLinkedQueue<>();

        Faults(long seed) {
            random = new Random(seed);
        }

        synchronized @Nullable Object around(String what, Step step) throws Exception {
            if (!more() || random.nextInt(16) > 0) {
                return step.run();
            }
            count.incrementAndGet();
            int when = what.equals("connect") ? 0 : random.nextInt(3);
            if (when == 1) {
                step.run();
            } else if (when == 2) {
                Executor sometime = CompletableFuture.delayedExecutor(random.nextInt(150), TimeUnit.MILLISECONDS);
                late.add(step.runLater(sometime));
            }
            throw new Lost(List.of("before it happened", "after it happened", "while it is under way").get(when));
        }

        boolean more() {
            return count.get() < MOST;
        }

        int count() {
            return count.get();
        }

        void settle() {
            late.forEach(CompletableFuture::join);
        }
    }
}
