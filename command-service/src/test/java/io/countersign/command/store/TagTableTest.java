package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TagTableTest {

    private final StoreFixture fixture = new StoreFixture();

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
