package io.countersign.query.people;

import io.countersign.events.IdentityEvents.PersonIntroduced;
import io.countersign.query.intake.Projection;
import io.countersign.query.intake.Verified;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** View {@code people}: one row per person introduced, with the digests of what they are called. */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class PeopleProjection implements Projection {

    private final JdbcClient db;

    PeopleProjection(JdbcClient db) {
        this.db = db;
    }

    @Override
    public String tables() {
        return """
            CREATE TABLE people (
              person text COLLATE "C" NOT NULL, kind text NOT NULL, name text NOT NULL, subject text NOT NULL, issuer text NOT NULL,
              from_position bigint NOT NULL, to_position bigint, PRIMARY KEY (person, from_position))""";
    }

    @Override
    public void apply(List<Verified> batch) {
        for (Verified each : batch) {
            if (each.event() instanceof PersonIntroduced p) {
                db.sql("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, NULL)")
                        .params(p.person(), p.kind(), p.name().digest(),
                                p.subjectName().digest(), p.issuer().digest(), each.position())
                        .update();
            }
        }
    }
}
