package io.countersign.command.store;

import static io.countersign.command.store.StoreFixture.append;
import static io.countersign.command.store.StoreFixture.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.local.Database;
import io.countersign.local.TestParts;
import java.util.List;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damage far from the tail, which no start finds, is found by the re-hash of the whole log; and what follows from it. */
class RehashTest {

    private static final int SIZE = 1_800;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Rehash.Schedule AT_ONCE = new Rehash.Schedule(Duration.ofDays(1), Duration.ZERO);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        update entries set bytes = set_byte(bytes, 500, get_byte(bytes, 500) # 1) where position = 123 | 123 | hash of its bytes
        update entries set leaf_hash = '\\x00' where position = 255 | 255 | 1 bytes
        update entries set bytes = (select bytes from entries where position = 8), leaf_hash = (select leaf_hash from entries where position = 8) where position = 7 | 7 | position
        delete from entries where position = 256 | 256 | missing
        update tags set index = index + 100000 where position = 170 and tag = 'environment/test' | 170 | looked up by
        insert into tags values ('idempotency/used', 160, 0) | 160 | looked up by
        update tiles set bytes = set_byte(bytes, 33, get_byte(bytes, 33) # 1) where level = 0 and index = 2 | 513 | tile 2 of level 0
        delete from tiles where level = 0 and index = 1 | 511 | is missing
        update checkpoints set note = replace(note, E'\\n101\\n', E'\\n102\\n') where size = 101 | 100 | not signed
        update checkpoints set note = (select note from checkpoints where size = 1) where size = 201 | 200 | size of the log
        insert into tiles values (0, 7, '') | 2047 | shorter""")
    void names_the_first_entry_that_does_not_fit(String sql, long position, String what) throws Exception {
        StoreFixture fixture = new StoreFixture(sealed());
        damage(fixture, sql);
        try (HikariDataSource pool = fixture.pool()) {
            WholeCheck check = new WholeCheck(new TailTable(pool), StoreFixture.ORIGIN,
                    List.of(StoreFixture.SIGNER.verifierKey()), SIZE);
            assertThatThrownBy(() -> {
                while (check.next()) {
                    assertThat(check.position()).isLessThan(SIZE);
                }
            }).isInstanceOf(DamagedLog.class).hasMessageContaining(what)
                    .asInstanceOf(InstanceOfAssertFactories.type(DamagedLog.class))
                    .satisfies(damage -> assertThat(damage.position()).isEqualTo(position));
        }
    }

    @Test
    void a_damaged_log_takes_no_more_appends_on_any_node_until_a_re_hash_finds_it_whole() throws Exception {
        StoreFixture fixture = new StoreFixture(sealed());
        try (HikariDataSource pool = fixture.pool();
                LedgerStore store = StoreFixture.open(pool);
                LedgerStore other = StoreFixture.open(pool)) {
            try (Rehash first = store.rehash(AT_ONCE)) {
                first.start();
                await().atMost(PATIENCE).until(() -> first.status().last() != null);
                assertThat(Objects.requireNonNull(first.status().last()).damage()).isNull();
                assertThat(Objects.requireNonNull(first.status().last()).entries()).isEqualTo(SIZE);
            }
            String flip = "update entries set bytes = set_byte(bytes, 500, get_byte(bytes, 500) # 1) where position = 123";
            damage(fixture, flip);
            fixture.owner.execute("delete from working.rehashes");
            try (Rehash second = store.rehash(AT_ONCE); Rehash others = other.rehash(AT_ONCE)) {
                second.start();
                others.start();
                await().atMost(PATIENCE).until(() -> store.embargo().reason().isPresent()
                        && other.embargo().reason().isPresent());
                assertThat(Objects.requireNonNull(second.status().last()).position()).isEqualTo(123);
            }
            assertRefused(store);
            assertRefused(other);
            damage(fixture, flip); // which is its own repair
            RehashTable table = new RehashTable(pool);
            var turn = Objects.requireNonNull(table.takeTurn());
            try (LedgerStore restarted = StoreFixture.open(pool);
                    Rehash again = restarted.rehash(new Rehash.Schedule(Duration.ofDays(1), Duration.ofDays(1)))) {
                again.start();
                assertRefused(restarted);
                table.giveBack(turn);
                await().atMost(PATIENCE).until(() -> restarted.embargo().reason().isEmpty());
                StoreFixture.grow(restarted, SIZE + 1);
            }
        }
    }

    @Test
    void one_node_at_a_time_and_again_only_after_the_interval() throws Exception {
        StoreFixture fixture = new StoreFixture(sealed());
        try (HikariDataSource pool = fixture.pool();
                LedgerStore store = StoreFixture.open(pool);
                Rehash one = store.rehash(AT_ONCE);
                Rehash two = store.rehash(AT_ONCE)) {
            RehashTable table = new RehashTable(pool);
            var turn = Objects.requireNonNull(table.takeTurn());
            one.start();
            two.start();
            assertThat(table.takeTurn()).isNull();
            assertThat(table.last()).isEmpty();
            table.giveBack(turn);
            await().atMost(PATIENCE).until(() -> one.status().last() != null && two.status().last() != null);
            assertThat(one.status().last()).isEqualTo(two.status().last());
        }
    }

    private static void assertRefused(LedgerStore store) {
        var append = append(event("a"));
        store.submit(append);
        assertThatThrownBy(() -> append.sealed().get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(StoreUnavailable.class).hasMessageContaining("entry 123");
    }

    private static void damage(StoreFixture fixture, String sql) {
        fixture.superuser().execute("set search_path = ledger; alter table "
                + sql.replaceFirst("^(update|delete from|insert into) ", "").replaceFirst(" .*", "")
                + " disable trigger all; " + sql);
    }

    /** A sound log, longer than the tail that every start looks at: this class's template. */
    private static Database sealed() {
        TestParts.postgres().createRole("command_service");
        return TestParts.database("long", "ledger_owner", db -> {
            Migrations.run(db.url(), db.user(), db.password());
            try (HikariDataSource pool = new StoreFixture(db).pool(); LedgerStore store = StoreFixture.open(pool)) {
                StoreFixture.grow(store, SIZE);
            }
        });
    }
}
