package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.local.Database;
import io.countersign.local.TestParts;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a database's superuser changes behind the triggers' back is named at the next start. */
class SelfCheckTest {

    private static final int SIZE = 300;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        update entries set bytes = set_byte(bytes, 500, get_byte(bytes, 500) # 1) where position = 123 | 123 | hash of its bytes
        update entries set leaf_hash = set_byte(leaf_hash, 0, get_byte(leaf_hash, 0) # 1) where position = 7 | 7 | hash of its bytes
        delete from entries where position = 200 | 200 | missing
        delete from entries where position = 299 | 299 | there is none
        update entries set type = 'countersign.note-added.v1' where position = 44 | 44 | type
        update entries set id = 'another' where position = 45 | 45 | id
        delete from tags where position = 150 and tag = 'environment/test' | 150 | looked up by
        insert into tags values ('idempotency/used', 160, 0) | 160 | looked up by
        update tags set index = index + 100000 where position = 170 and tag = 'environment/test' | 170 | looked up by
        update tiles set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) | 299 | root of the tree
        delete from checkpoints where size = 300 | 299 | no checkpoint
        update checkpoints set note = (select note from checkpoints where size < 300 order by size desc limit 1) where size = 300 | 299 | size of the log
        update head set time = time + interval '1 second' | 299 | the head says
        update head set size = 201 | 200 | the head says
        update head set size = 290 | 289 | no checkpoint
        insert into tags values ('system/s2', 300, 1000) | 300 | shorter
        insert into entries values (301, 'x', 'x', 'x', 'x') | 301 | shorter""")
    void names_what_was_changed(String sql, long position, String what) throws Exception {
        StoreFixture fixture = new StoreFixture(sealed());
        fixture.superuser()
                .execute("set search_path = ledger; alter table " + table(sql) + " disable trigger all; " + sql);
        try (HikariDataSource pool = fixture.pool()) {
            assertThatThrownBy(() -> StoreFixture.open(pool)).isInstanceOf(DamagedLog.class)
                    .hasMessageContaining(what)
                    .asInstanceOf(InstanceOfAssertFactories.type(DamagedLog.class))
                    .satisfies(damage -> assertThat(damage.position()).isEqualTo(position));
        }
    }

    @Test
    void bytes_changed_under_a_running_service_are_not_served() throws Exception {
        StoreFixture fixture = new StoreFixture(sealed());
        try (HikariDataSource pool = fixture.pool(); LedgerStore store = StoreFixture.open(pool)) {
            fixture.superuser().execute(
                    "set search_path = ledger; alter table entries disable trigger all;"
                            + " update entries set bytes = set_byte(bytes, 500, get_byte(bytes, 500) # 1) where position = 123");

            assertThat(store.log().at(122)).isPresent();
            assertThatThrownBy(() -> store.log().at(123)).isInstanceOf(DamagedLog.class)
                    .hasMessageContaining("entry 123");
            assertThatThrownBy(() -> store.log().from(100, 50)).isInstanceOf(DamagedLog.class)
                    .hasMessageContaining("entry 123");
        }
    }

    private static String table(String sql) {
        return sql.replaceFirst("^(update|delete from|insert into) ", "").replaceFirst(" .*", "");
    }

    /** A sound log: this class's template. */
    private static Database sealed() {
        TestParts.postgres().createRole("command_service");
        return TestParts.database("sealed", "ledger_owner", db -> {
            Migrations.run(db.url(), db.user(), db.password());
            try (HikariDataSource pool = new StoreFixture(db).pool(); LedgerStore store = StoreFixture.open(pool)) {
                StoreFixture.grow(store, SIZE);
            }
        });
    }
}
