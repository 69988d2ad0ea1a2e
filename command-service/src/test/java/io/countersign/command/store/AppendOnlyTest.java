package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.local.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself refuses, whoever asks. */
class AppendOnlyTest {

    private static final String NO_PRIVILEGE = "42501";
    private static final String NOT_UNIQUE = "23505";
    private static final String CHECKED = "23514";
    private static final StoreFixture FIXTURE = new StoreFixture();

    @BeforeAll
    static void seal() {
        try (HikariDataSource pool = FIXTURE.pool(); LedgerStore store = StoreFixture.open(pool)) {
            StoreFixture.grow(store, 300);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"update ledger.entries set bytes = ''", "delete from ledger.entries",
        "truncate ledger.entries", "update ledger.tags set index = 0", "delete from ledger.tags",
        "truncate ledger.tags", "update ledger.tiles set bytes = ''", "delete from ledger.tiles",
        "truncate ledger.tiles", "update ledger.checkpoints set note = ''", "delete from ledger.checkpoints",
        "truncate ledger.checkpoints", "delete from ledger.head", "truncate ledger.head"})
    void nothing_is_changed_or_deleted_by_the_service_or_by_the_owner(String sql) {
        assertRefused(FIXTURE.service, sql, NO_PRIVILEGE, "permission denied");
        assertRefused(FIXTURE.owner, sql, NO_PRIVILEGE, "append-only");
        // who may switch ordinary triggers off must still drop ours by name
        assertRefused(FIXTURE.superuser(), "set session_replication_role = replica; " + sql, NO_PRIVILEGE,
                "append-only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"size = size - 1", "size = size",
        "size = size + 1, time = time - interval '1 microsecond'"})
    void the_head_never_goes_back(String change) {
        assertRefused(FIXTURE.service, "update ledger.head set " + change, CHECKED, "append-only");
        assertRefused(FIXTURE.owner, "update ledger.head set " + change, CHECKED, "append-only");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        insert into ledger.tags values ('system/s1', 300, 0) | tags_tag_index_key
        insert into ledger.tags select tag, position, 1000 from ledger.tags where position = 5 limit 1 | tags_pkey
        insert into ledger.entries select 300, id, type, bytes, leaf_hash from ledger.entries where position = 3 | entries_id_key
        insert into ledger.entries select position, 'new', type, bytes, leaf_hash from ledger.entries where position = 3 | entries_pkey
        insert into ledger.head (one, size, time) values (true, 0, now()) | permission""")
    void no_count_position_or_event_is_there_twice(String sql, String refusedBy) {
        assertRefused(FIXTURE.service, sql, refusedBy.equals("permission") ? NO_PRIVILEGE : NOT_UNIQUE, refusedBy);
    }

    private static void assertRefused(Database as, String sql, String state, String words) {
        assertThatThrownBy(() -> {
            try (Connection connection = as.connect(); Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }).isInstanceOf(SQLException.class).hasMessageContaining(words)
                .satisfies(e -> assertThat(((SQLException) e).getSQLState())
                        .isEqualTo(state));
    }
}
