package io.countersign.query.controls;

import io.countersign.query.answer.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the entries about a control. Called within a snapshot. */
@Component
class ControlHistoryView {

    /** @param outcome of a check, waiver or decision, as {@link HistoryLine} has it; @param sealed when */
    record Filter(String control, @Nullable String system, @Nullable String environment, @Nullable String outcome,
            Period sealed) {}

    private final JdbcClient db;

    ControlHistoryView(JdbcClient db) {
        this.db = db;
    }

    /** Their positions, the latest first. @param before only entries before this position */
    List<Long> positions(Filter f, long through, long before, int limit) {
        return db
                .sql("""
                    SELECT from_position FROM control_history WHERE control = :control AND from_position <= :through AND from_position < :before
                    AND system = coalesce(:system, system) AND environment = coalesce(:environment, environment)
                    AND outcome = coalesce(:outcome, outcome)
                    AND at >= coalesce(:from, '-infinity'::timestamptz) AND at < coalesce(:to, 'infinity'::timestamptz)
                    ORDER BY from_position DESC LIMIT :limit""")
                .param("control", f.control()).param("through", through)
                .param("before", before).param("system", f.system()).param("environment", f.environment())
                .param("outcome", f.outcome()).param("from", f.sealed().fromUtc()).param("to", f.sealed().toUtc())
                .param("limit", limit)
                .query((rs, _) -> rs.getLong(1)).list();
    }
}
