package io.countersign.command.store;

import static io.countersign.command.store.StoreFixture.append;
import static io.countersign.command.store.StoreFixture.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One node's ledger as its users see it. */
class LedgerStoreTest {

    private final StoreFixture fixture = new StoreFixture();

    @Test
    void begins_once_and_opens_again() throws Exception {
        try (HikariDataSource pool = fixture.pool()) {
            StoreFixture.open(pool).close();
            try (LedgerStore again = StoreFixture.open(pool)) {
                assertThat(again.log().size()).isOne();
                assertThat(LedgerEventStorageEngine.decode(again.log().at(0).orElseThrow().bytes()).type())
                        .isEqualTo("countersign.ledger-created.v1");
            }
            StoreFixture.check(pool);
        }
    }

    @Test
    void a_listener_that_fails_takes_nothing_with_it() {
        try (HikariDataSource pool = fixture.pool(); LedgerStore store = StoreFixture.open(pool)) {
            AtomicInteger told = new AtomicInteger();
            store.onCommit(() -> {
                throw new IllegalStateException("on purpose");
            });
            store.onCommit(told::incrementAndGet);
            Append append = append(event("a", "test", "the command"));
            store.submit(append);
            assertThat(append.sealed().join()).isOne();
            assertThat(told).hasValue(1);
            assertThat(store.receipts().take("the command")).isPresent();
        }
    }

    @Test
    void acknowledges_nothing_that_is_not_on_the_disk_whatever_the_databases_default() throws Exception {
        fixture.owner.execute("alter database " + fixture.owner.name() + " set synchronous_commit = off");
        try (HikariDataSource pool = fixture.pool();
                var connection = pool.getConnection();
                var row = connection.createStatement().executeQuery("show synchronous_commit")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void does_not_go_on_when_its_database_goes_back_under_its_feet() {
        try (HikariDataSource pool = fixture.pool(); LedgerStore store = StoreFixture.open(pool)) {
            StoreFixture.grow(store, 10);
            fixture.superuser().execute("""
                do $$ declare name text; begin
                  foreach name in array array['entries', 'tags', 'checkpoints', 'head'] loop
                    execute format('alter table ledger.%I disable trigger all', name);
                  end loop;
                end $$;
                delete from ledger.entries where position > 0; delete from ledger.tags where position > 0;
                delete from ledger.checkpoints where size > 1;
                update ledger.head set size = 1""");
            assertThatThrownBy(() -> StoreFixture.grow(store, 2)).isInstanceOf(CompletionException.class)
                    .hasMessageContaining("has 1 entries, and had 10");
            assertThat(store.log().size()).isOne();
        }
    }

    @Test
    void answers_everyone_when_it_closes_while_the_database_hangs() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (HikariDataSource pool = fixture.pool()) {
            var hanging = Intercepted.database(pool, (_, _) -> {
                asked.countDown();
                try {
                    never.await();
                } catch (InterruptedException _) {
                    // as a connection pool does
                    Thread.currentThread().interrupt();
                }
                throw new SQLException("no connection");
            });
            Preparation preparation = new Preparation(new Sealer(StoreFixture.ORIGIN, StoreFixture.SIGNER),
                    new Recent(),
                    new RecentEvents(0));
            Appender appender = new Appender(new Committer(hanging, new EntryTable(hanging), preparation,
                    InstantSource.system(), Duration.ofSeconds(1), new Committer.Listener() {
                        @Override
                        public void committed(Sealer.Batch batch) {}

                        @Override
                        public void found(Append append, long first) {}
                    }), new Embargo(), 1);
            appender.start();
            List<Append> appends = new ArrayList<>(List.of(append(event("a"))));
            appender.submit(appends.getFirst());
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 3; i++) {
                appends.add(append(event("a")));
                appender.submit(appends.getLast());
            }
            appender.close(Duration.ofMillis(50));
            appends.add(append(event("a")));
            appender.submit(appends.getLast());
            for (Append append : appends) {
                assertThatThrownBy(() -> append.sealed().get(60, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(StoreUnavailable.class);
            }
        }
    }
}
