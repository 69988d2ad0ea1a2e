package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.store.Intercepted.Lost;
import io.countersign.command.store.Intercepted.Step;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/** Many callers, several nodes, and whatever may break meanwhile: afterwards the whole log is checked against what was acknowledged. */
class AppendingTogetherTest {

    private static final int SYSTEMS = 7;
    private static final int NODES = 6;

    private final Numbering numbering = new Numbering();

    @Test
    void two_nodes_and_64_callers_leave_one_gapless_log_with_no_condition_broken() throws Exception {
        StoreFixture fixture = new StoreFixture();
        try (HikariDataSource one = fixture.pool();
                HikariDataSource two = fixture.pool();
                LedgerStore left = StoreFixture.open(one, 1);
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
        Random seeds = Chance.of("AppendingTogetherTest");
        Map<String, Integer> met = new ConcurrentHashMap<>();
        List<Faults> faults = seeds.longs(NODES).mapToObj(seed -> new Faults(seed, met)).toList();
        try (HikariDataSource pool = fixture.pool()) {
            StoreFixture.open(pool).close();
            // four callers each: of every second node, all batches are prepared while another is under way
            List<LedgerStore> nodes = IntStream.range(0, NODES).mapToObj(i -> LedgerStore.unborn(
                    Intercepted.database(pool, faults.get(i)::around), StoreFixture.ORIGIN, StoreFixture.SIGNER,
                    InstantSource.system(), new SealedEvents(), i % 2 == 0 ? 1 : Appender.MANY)).toList();
            callers(24, i -> numbering.decide(new EntryTable(pool), nodes.get(i % NODES), "s" + i % SYSTEMS),
                    i -> faults.get(i % NODES).more()).join();
            faults.forEach(Faults::settle);
            numbering.check(pool);
            nodes.forEach(LedgerStore::close);
        }
        assertThat(faults.stream().mapToInt(Faults::count).sum()).isGreaterThanOrEqualTo(210);
        // every statement of an append, and each in all three ways
        for (String what : List.of("with moved as", "from ledger.head h left join", "where id = any", "u(tag)",
                "select exists", "connect")) {
            for (When when : what.equals("connect") ? List.of(When.BEFORE) : List.of(When.values())) {
                assertThat(met.keySet()).as("%s was cut %s", what, when)
                        .anyMatch(k -> k.contains(what) && k.endsWith(when.name()));
            }
        }
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

    private enum When {
        BEFORE("before it happened"), AFTER("after it happened"), LATER("while it is under way");

        private final String words;

        When(String words) {
            this.words = words;
        }
    }

    /** What breaks for one node: one thing in sixteen that it asks of the database is lost, before, after, or long before it takes effect. */
    private static final class Faults {

        private static final int MOST = 35;

        private final Random random;
        private final Map<String, Integer> met;
        private final AtomicInteger count = new AtomicInteger();
        private final Queue<CompletableFuture<Void>> late = new ConcurrentLinkedQueue<>();

        /** @param met how often which statement was cut in which way, by all nodes together */
        Faults(long seed, Map<String, Integer> met) {
            this.random = new Random(seed);
            this.met = met;
        }

        /** What was cut least in some way is cut first, so that chance leaves nothing out. */
        synchronized @Nullable Object around(String what, Step step) throws Exception {
            if (!more() || random.nextInt(16) > 0 && !rare(what)) {
                return step.run();
            }
            count.incrementAndGet();
            When when = what.equals("connect") ? When.BEFORE : leastMet(what);
            met.merge(what + when, 1, Integer::sum);
            if (when == When.AFTER) {
                step.run();
            } else if (when == When.LATER) {
                Executor sometime = CompletableFuture.delayedExecutor(random.nextInt(150), TimeUnit.MILLISECONDS);
                late.add(step.runLater(sometime));
            }
            throw new Lost(when.words);
        }

        /** A statement that is seldom sent, and was not yet cut in every way. */
        private boolean rare(String what) {
            return !what.equals("connect") && random.nextInt(3) == 0
                    && Stream.of(When.values()).anyMatch(w -> !met.containsKey(what + w));
        }

        private When leastMet(String what) {
            List<When> ways = new ArrayList<>(List.of(When.values()));
            Collections.shuffle(ways, random);
            return Collections.min(ways, Comparator.comparing(w -> met.getOrDefault(what + w, 0)));
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
