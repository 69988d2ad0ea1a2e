package io.countersign.query.deployments;

import io.countersign.events.DeploymentEvent;
import io.countersign.query.intake.Projection;
import io.countersign.query.intake.Verified;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** View {@code mentions}: which redactable values a deployment's entries name, so that a text can be searched for where it is disclosed. */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class MentionsProjection implements Projection {

    private final JdbcClient db;

    MentionsProjection(JdbcClient db) {
        this.db = db;
    }

    @Override
    public String tables() {
        return """
            CREATE TABLE mentions (
              deployment text COLLATE "C" NOT NULL, digest text COLLATE "C" NOT NULL, from_position bigint NOT NULL,
              to_position bigint, PRIMARY KEY (deployment, digest));
            CREATE INDEX ON mentions (digest);
            """;
    }

    @Override
    public void apply(List<Verified> batch) {
        List<String> deployments = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        for (Verified each : batch) {
            if (each.event() instanceof DeploymentEvent event) {
                for (String digest : each.redactables()) {
                    deployments.add(event.scope().deployment());
                    digests.add(digest);
                    positions.add(each.position());
                }
            }
        }
        if (!digests.isEmpty()) {
            // the first of several mentions counts
            db.sql("""
                INSERT INTO mentions SELECT DISTINCT ON (deployment, digest) deployment, digest, position, NULL::bigint
                FROM unnest(?, ?, ?) m(deployment, digest, position) ORDER BY deployment, digest, position
                ON CONFLICT DO NOTHING""")
                    .params(deployments.toArray(String[]::new), digests.toArray(String[]::new),
                            positions.toArray(Long[]::new))
                    .update();
        }
    }
}
