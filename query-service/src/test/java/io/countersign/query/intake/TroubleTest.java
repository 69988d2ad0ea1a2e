package io.countersign.query.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.query.intake.Trouble.Part;
import java.sql.SQLException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;

class TroubleTest {

    @Test
    void is_laid_where_it_lies() {
        assertThat(Trouble.of(new TimeoutException("no answer")))
                .isEqualTo(new Trouble(Part.KAFKA, "the topic cannot be read: TimeoutException: no answer"));
        assertThat(Trouble.of(new CannotGetJdbcConnectionException("refused")).part()).isEqualTo(Part.DATABASE);
        assertThat(Trouble.of(new UncategorizedSQLException("a", "b", new SQLException("full", "53100"))).part())
                .isEqualTo(Part.DATABASE);
        assertThat(Trouble.of(new UncategorizedSQLException("a", "b", new SQLException("column", "42703"))).part())
                .isEqualTo(Part.INTAKE);
        assertThat(Trouble.of(new NullPointerException()).part()).isEqualTo(Part.INTAKE);
    }
}
