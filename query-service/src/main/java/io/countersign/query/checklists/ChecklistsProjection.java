package io.countersign.query.checklists;

import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.query.intake.Projection;
import io.countersign.query.intake.Verified;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** View {@code checklists}: one row per version of a checklist and profile it has had, the latter from 0, none yet. */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class ChecklistsProjection implements Projection {

    private final JdbcClient db;

    ChecklistsProjection(JdbcClient db) {
        this.db = db;
    }

    @Override
    public String tables() {
        return """
            CREATE TABLE checklists (
              checklist text COLLATE "C" NOT NULL, version int NOT NULL, profile int NOT NULL, imported_at timestamptz NOT NULL,
              imported_by text, from_position bigint NOT NULL, to_position bigint, PRIMARY KEY (checklist, version, from_position))""";
    }

    @Override
    public void apply(List<Verified> batch) {
        for (Verified each : batch) {
            switch (each.event()) {
                case ChecklistImported c -> db.sql("INSERT INTO checklists VALUES (?, ?, 0, ?, ?, ?, NULL)")
                        .params(Arrays.asList(c.checklist(), c.version(), each.entry().time().atOffset(ZoneOffset.UTC),
                                each.entry().author().person(), each.position()))
                        .update();
                case ProfileImported p ->
                    db.sql("""
                        WITH old AS (UPDATE checklists SET to_position = ? WHERE checklist = ? AND version = ? AND to_position IS NULL
                          RETURNING checklist, version, imported_at, imported_by)
                        INSERT INTO checklists SELECT checklist, version, ?, imported_at, imported_by, ?, NULL FROM old""")
                            .params(each.position(), p.checklist(), p.version(), p.profile(), each.position()).update();
                case null, default -> {
                }
            }
        }
    }
}
