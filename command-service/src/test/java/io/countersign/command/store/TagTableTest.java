package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TagTableTest {

    private final StoreFixture fixture = new StoreFixture();

    @Test
    void a_stream_is_entered_at_any_position() throws SQLException {
        try (HikariDataSource pool = fixture.pool(); LedgerStore store = StoreFixture.open(pool)) {
            StoreFixture.grow(store, 150);
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            """
                                select count(*), count(*) filter (where ledger.first_index(t.tag, p) =
                                  (select count(*) from ledger.tags b where b.tag = t.tag and b.position < p))
                                from (select distinct tag from ledger.tags union select 'nobody/has-it') t(tag), generate_series(0, 160) p""")) {
                row.next();
                assertThat(row.getLong(1)).isGreaterThan(10 * 160);
                assertThat(row.getLong(2)).isEqualTo(row.getLong(1));
            }
        }
    }

    @Test
    void what_is_meant_is_found_from_one_position_to_another() throws SQLException {
        try (HikariDataSource pool = fixture.pool(); LedgerStore store = StoreFixture.open(pool)) {
            StoreFixture.grow(store, 50);
            Selection rare = StoreFixture.having("system/s3");
            long first = new EntryTable(pool).source(rare, 0).answer().entries().getFirst().position();
            try (Connection connection = pool.getConnection()) {
                assertThat(TagTable.any(connection, first, first + 1, rare)).isTrue();
                assertThat(TagTable.any(connection, 0, first, rare)).isFalse();
                assertThat(TagTable.any(connection, first + 1, first + 7, rare)).isFalse();
                assertThat(TagTable.any(connection, first + 1, first + 8, rare)).isTrue();
            }
        }
    }
}
