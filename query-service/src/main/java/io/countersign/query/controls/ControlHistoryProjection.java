package io.countersign.query.controls;

import io.countersign.events.ControlEvents;
import io.countersign.events.SafeguardEvents;
import io.countersign.query.intake.BulkTable;
import io.countersign.query.intake.Projection;
import io.countersign.query.intake.Verified;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** View {@code control_history}: where each entry about a control stands. What it says is read from the mirror. */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class ControlHistoryProjection implements Projection {

    private final JdbcTemplate jdbc;

    ControlHistoryProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String tables() {
        return """
            CREATE TABLE control_history (
              control text COLLATE "C" NOT NULL, system text COLLATE "C" NOT NULL, environment text COLLATE "C" NOT NULL,
              outcome text COLLATE "C" NOT NULL, at timestamptz NOT NULL, from_position bigint NOT NULL, to_position bigint, PRIMARY KEY (control, from_position))""";
    }

    @Override
    public void apply(List<Verified> batch) {
        BulkTable table = new BulkTable("control_history");
        for (Verified each : batch) {
            switch (each.event()) {
                case ControlEvents e ->
                    add(table, each, e.control(), e.scope().system(), e.scope().environment(), HistoryLine.outcome(e));
                case SafeguardEvents e -> add(table, each, e.control(), e.system(), e.environment(),
                        HistoryLine.outcome(e));
                case null, default -> {
                }
            }
        }
        table.write(jdbc);
    }

    private static void add(BulkTable table, Verified entry, String control, String system, String environment,
            String outcome) {
        @Nullable
        Long standsForEver = null;
        table.add(control, system, environment, outcome, entry.entry().time().atOffset(ZoneOffset.UTC),
                entry.position(),
                standsForEver);
    }
}
