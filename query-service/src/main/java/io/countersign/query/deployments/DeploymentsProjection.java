package io.countersign.query.deployments;

import io.countersign.events.DeploymentEvent;
import io.countersign.events.Scope;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.Recorded;
import io.countersign.events.state.Waivers.Waiver;
import io.countersign.query.checklists.Definitions;
import io.countersign.query.intake.Mirror;
import io.countersign.query.intake.Projection;
import io.countersign.query.intake.Verified;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** View {@code deployments}: a deployment's place in lists, one row for as long as nothing was recorded of it. */
@Component
@org.springframework.context.annotation.Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class DeploymentsProjection implements Projection {

    private static final int MOST_REMEMBERED = 500;

    private final JdbcClient db;
    private final Mirror mirror;
    private final Definitions definitions;
    /** States of the deployments seen last; what is not here is folded from the mirror. */
    private final Map<String, DeploymentState> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DeploymentState> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    DeploymentsProjection(JdbcClient db, Mirror mirror, Definitions definitions) {
        this.db = db;
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
        for (Verified each : batch) {
            if (each.event() instanceof DeploymentEvent event) {
                project(event.scope(), each.recorded().orElseThrow());
            }
        }
    }

    private void project(Scope scope, Recorded recorded) {
        DeploymentState before = remembered.get(scope.deployment());
        if (before == null) {
            before = Deployments.fold(mirror.ofStream(scope.subject(), recorded.position() - 1));
        }
        DeploymentState state = before.evolve(recorded);
        remembered.put(scope.deployment(), state);
        db.sql("UPDATE deployments SET to_position = ? WHERE deployment = ? AND to_position IS NULL")
                .params(recorded.position(), scope.deployment()).update();
        insert(state, recorded, before);
    }

    private void insert(DeploymentState state, Recorded recorded, DeploymentState before) {
        Scope scope = state.scope();
        Counts counts = Counts.of(definitions.get(scope.checklist(), scope.version(), state.opened().profile()), state,
                recorded.time());
        long opened = before.exists()
                ? db.sql("SELECT opened_position FROM deployments WHERE deployment = ? LIMIT 1")
                        .param(scope.deployment())
                        .query(Long.class).single()
                : recorded.position();
        db.sql("INSERT INTO deployments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)")
                .params(Arrays.asList(
                        scope.deployment(), scope.system(), scope.environment(), scope.checklist(), scope.version(),
                        state.opened().release(), state.phase().label(), utc(state.lifecycle().openedAt()),
                        state.lifecycle().openedBy(), opened, utc(recorded.time()), counts.total(), counts.settled(),
                        counts.open(),
                        counts.failed(), utc(untilWaiverEnds(state, recorded.time())), recorded.position()))
                .update();
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
