package io.countersign.query.maintenance;

import io.countersign.events.MaintenanceEvents;
import io.countersign.events.Place;
import io.countersign.events.state.Maintenance;
import io.countersign.events.state.Obligation;
import io.countersign.query.intake.BulkTable;
import io.countersign.query.intake.Mirror;
import io.countersign.query.intake.Projection;
import io.countersign.query.intake.Verified;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Views {@code obligations} (an obligation's place in lists, one row for as long as nothing was recorded of it, with the first of its periods that is not
 * settled, from which the state at any instant follows) and {@code obligation_history} (one row per entry).
 */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class MaintenanceProjection implements Projection {

    private static final int MOST_REMEMBERED = 1_000;

    private final JdbcClient db;
    private final JdbcTemplate jdbc;
    private final Mirror mirror;
    /** The places seen last; what is not here is folded from the mirror. */
    private final Map<Place, Maintenance> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Maintenance> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    MaintenanceProjection(JdbcClient db, JdbcTemplate jdbc, Mirror mirror) {
        this.db = db;
        this.jdbc = jdbc;
        this.mirror = mirror;
    }

    @Override
    public String tables() {
        return """
            CREATE TABLE obligations (
              system text COLLATE "C" NOT NULL, environment text COLLATE "C" NOT NULL, obligation text COLLATE "C" NOT NULL,
              checklist text COLLATE "C" NOT NULL, version int NOT NULL, item text COLLATE "C" NOT NULL, text text NOT NULL,
              every text NOT NULL, grace text NOT NULL, begins timestamptz NOT NULL, ended timestamptz,
              number int, period_from timestamptz, due timestamptz, grace_ends timestamptz,
              met bigint NOT NULL, late bigint NOT NULL, not_applicable bigint NOT NULL, missed bigint NOT NULL,
              last_outcome text, last_at timestamptz, last_by text, last_position bigint,
              from_position bigint NOT NULL, to_position bigint,
              PRIMARY KEY (system, environment, obligation, from_position));
            CREATE UNIQUE INDEX ON obligations (system, environment, obligation) WHERE to_position IS NULL;
            CREATE TABLE obligation_history (
              system text COLLATE "C" NOT NULL, environment text COLLATE "C" NOT NULL, obligation text COLLATE "C" NOT NULL,
              outcome text, at timestamptz NOT NULL, from_position bigint PRIMARY KEY, to_position bigint);
            CREATE INDEX ON obligation_history (system, environment, from_position DESC);
            """;
    }

    @Override
    public void apply(List<Verified> batch) {
        Map<Key, Row> latest = new LinkedHashMap<>();
        Map<Key, Long> changed = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        BulkTable history = new BulkTable("obligation_history");
        for (Verified each : batch) {
            if (each.event() instanceof MaintenanceEvents event) {
                Key key = new Key(event.place(), event.obligation());
                Row row = new Row(project(event, each), each.position());
                Row before = latest.put(key, row);
                if (before == null) {
                    changed.put(key, each.position());
                } else {
                    before.until = each.position();
                }
                rows.add(row);
                history.add(event.place().system(), event.place().environment(), event.obligation(),
                        HistoryLine.outcome(event), utc(each.entry().time()), each.position(), null);
            }
        }
        close(changed);
        insert(rows, new BulkTable("obligations"));
        history.write(jdbc);
    }

    private Obligation project(MaintenanceEvents event, Verified entry) {
        Maintenance before = remembered.get(event.place());
        if (before == null) {
            before = Maintenance.fold(mirror.ofStream(event.place().maintenance(), entry.position() - 1).stream()
                    .map(Verified::recorded).flatMap(Optional::stream).toList());
        }
        Maintenance after = before.evolve(entry.recorded().orElseThrow());
        remembered.put(event.place(), after);
        return Objects.requireNonNull(after.byId().get(event.obligation()), "an entry about what was never opened");
    }

    /** Ends the rows that stood before the batch. @param changed where each obligation changes first */
    private void close(Map<Key, Long> changed) {
        if (changed.isEmpty()) {
            return;
        }
        List<Key> keys = List.copyOf(changed.keySet());
        db.sql("""
            UPDATE obligations o SET to_position = c.position FROM unnest(?, ?, ?, ?) c(system, environment, obligation, position)
            WHERE o.system = c.system AND o.environment = c.environment AND o.obligation = c.obligation
            AND o.to_position IS NULL""")
                .params(keys.stream().map(k -> k.place().system()).toArray(String[]::new),
                        keys.stream().map(k -> k.place().environment()).toArray(String[]::new),
                        keys.stream().map(Key::obligation).toArray(String[]::new),
                        changed.values().toArray(Long[]::new))
                .update();
    }

    private void insert(List<Row> rows, BulkTable table) {
        for (Row row : rows) {
            // What time alone changes is not in the row, so any instant gives the same line.
            ObligationLine o = ObligationLine.of(row.obligation, Instant.EPOCH, row.position);
            int at = o.checklist().lastIndexOf('@');
            ObligationLine.Due due = o.period();
            ObligationLine.Last last = o.last();
            table.add(o.system(), o.environment(), o.obligation(), o.checklist().substring(0, at),
                    Integer.valueOf(o.checklist().substring(at + 1)), o.item(), o.text(), o.every(), o.grace(),
                    utc(o.begins()), utc(o.ended()), due == null ? null : due.number(),
                    utc(due == null ? null : due.from()), utc(due == null ? null : due.due()),
                    utc(due == null ? null : due.graceEnds()), o.counts().met(), o.counts().late(),
                    o.counts().notApplicable(), o.counts().missed(), last == null ? null : last.outcome(),
                    utc(last == null ? null : last.at()), last == null || last.by() == null ? null : last.by().person(),
                    last == null ? null : last.position(), row.position, row.until);
        }
        table.write(jdbc);
    }

    private record Key(Place place, String obligation) {}

    /** An obligation as it is from one of its entries on, until the next. */
    private static final class Row {
        final Obligation obligation;
        final long position;
        @Nullable
        Long until;

        Row(Obligation obligation, long position) {
            this.obligation = obligation;
            this.position = position;
        }
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
