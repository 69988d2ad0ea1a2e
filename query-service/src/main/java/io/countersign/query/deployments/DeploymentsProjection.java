package io.countersign.query.deployments;

import io.countersign.events.DeploymentEvent;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.ItemStates;
import io.countersign.events.state.Recorded;
import io.countersign.events.state.Waivers.Waiver;
import io.countersign.query.checklists.Definitions;
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
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** View {@code deployments}: a deployment's place in lists, one row for as long as nothing was recorded of it. */
@Component
@org.springframework.context.annotation.Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class DeploymentsProjection implements Projection {

    private static final int MOST_REMEMBERED = 1_000;
    private static final Remembered NOTHING = new Remembered(DeploymentState.NONE, 0, null);

    /** @param opened position of the entry that opened it; @param items the states of its items, if they have been looked at */
    private record Remembered(DeploymentState state, long opened, @Nullable ItemStates items) {}

    private final JdbcClient db;
    private final JdbcTemplate jdbc;
    private final Mirror mirror;
    private final Definitions definitions;
    /** States of the deployments seen last; what is not here is folded from the mirror. */
    private final Map<String, Remembered> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    DeploymentsProjection(JdbcClient db, JdbcTemplate jdbc, Mirror mirror, Definitions definitions) {
        this.db = db;
        this.jdbc = jdbc;
        this.mirror = mirror;
        this.definitions = definitions;
    }

    @Override
    public String tables() {
        return """
            CREATE TABLE deployments (
              deployment text COLLATE "C" NOT NULL, system text COLLATE "C" NOT NULL, environment text COLLATE "C" NOT NULL,
              checklist text COLLATE "C" NOT NULL, version int NOT NULL, release text NOT NULL, state text NOT NULL,
              opened_at timestamptz NOT NULL, opened_by text, opened_position bigint NOT NULL, changed_at timestamptz NOT NULL,
              total int NOT NULL, settled int NOT NULL, open int NOT NULL, failed int NOT NULL, counts_until timestamptz,
              from_position bigint NOT NULL, to_position bigint, PRIMARY KEY (deployment, from_position));
            CREATE INDEX ON deployments (opened_position DESC, from_position);
            CREATE UNIQUE INDEX ON deployments (deployment) WHERE to_position IS NULL;
            """;
    }

    @Override
    public void apply(List<Verified> batch) {
        Map<String, Row> latest = new LinkedHashMap<>();
        Map<String, Long> changed = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        for (Verified each : batch) {
            if (each.event() instanceof DeploymentEvent event) {
                String deployment = event.scope().deployment();
                Row row = project(event.scope(), each);
                Row before = latest.put(deployment, row);
                if (before == null) {
                    changed.put(deployment, each.position());
                } else {
                    before.until = each.position();
                }
                rows.add(row);
            }
        }
        close(changed);
        insert(rows);
    }

    private Row project(Scope scope, Verified entry) {
        Recorded recorded = entry.recorded().orElseThrow();
        Remembered before = remembered.get(scope.deployment());
        if (before == null) {
            before = isFirst(scope, entry) ? NOTHING : read(scope, recorded.position());
        }
        DeploymentState state = before.state().evolve(recorded);
        long opened = before.state().exists() ? before.opened() : recorded.position();
        Definition definition = definitions.get(scope.checklist(), scope.version(), state.opened().profile());
        ItemStates items = before.items() == null
                ? ItemStates.at(recorded.time(), definition, state)
                : before.items().next(recorded, state);
        remembered.put(scope.deployment(), new Remembered(state, opened, items));
        return new Row(state, recorded, opened, Counts.of(definition, state, items));
    }

    private static boolean isFirst(Scope scope, Verified entry) {
        return entry.entry().streams().stream().anyMatch(s -> s.index() == 0 && s.stream().equals(scope.subject()));
    }

    private Remembered read(Scope scope, long position) {
        List<Verified> entries = mirror.ofStream(scope.subject(), position - 1);
        return new Remembered(Deployments.fold(entries), entries.isEmpty() ? position : entries.getFirst().position(),
                null);
    }

    /** Ends the rows that stood before the batch. @param changed where each deployment changes first */
    private void close(Map<String, Long> changed) {
        if (!changed.isEmpty()) {
            db.sql("""
                UPDATE deployments d SET to_position = c.position FROM unnest(?, ?) c(deployment, position)
                WHERE d.deployment = c.deployment AND d.to_position IS NULL""")
                    .params(changed.keySet().toArray(String[]::new), changed.values().toArray(Long[]::new)).update();
        }
    }

    private void insert(List<Row> rows) {
        BulkTable table = new BulkTable("deployments");
        for (Row row : rows) {
            DeploymentState state = row.state;
            Scope scope = state.scope();
            Instant at = row.recorded.time();
            Counts counts = row.counts;
            table.add(scope.deployment(), scope.system(), scope.environment(), scope.checklist(), scope.version(),
                    state.opened().release(), state.phase().label(), utc(state.lifecycle().openedAt()),
                    state.lifecycle().openedBy(), row.opened, utc(at), counts.total(), counts.settled(), counts.open(),
                    counts.failed(), utc(untilWaiverEnds(state, at)), row.recorded.position(), row.until);
        }
        table.write(jdbc);
    }

    /** A deployment as it is from one of its entries on, until the next. */
    private static final class Row {
        final DeploymentState state;
        final Recorded recorded;
        final long opened;
        final Counts counts;
        @Nullable
        Long until;

        Row(DeploymentState state, Recorded recorded, long opened, Counts counts) {
            this.state = state;
            this.recorded = recorded;
            this.opened = opened;
            this.counts = counts;
        }
    }

    /** Until when the counts hold if nothing is recorded: a waiver that ends opens its item again. */
    private static @Nullable Instant untilWaiverEnds(DeploymentState state, Instant at) {
        return state.waivers().byId().values().stream().filter(w -> w.covers(at)).map(Waiver::expires)
                .min(Instant::compareTo).orElse(null);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
