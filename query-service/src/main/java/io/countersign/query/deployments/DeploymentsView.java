package io.countersign.query.deployments;

import io.countersign.query.answer.Moment;
import io.countersign.query.answer.Period;
import io.countersign.query.words.Words;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists deployments as of a moment. Called within a snapshot. */
@Component
class DeploymentsView {

    private static final String THEN = " from_position <= :position AND (to_position IS NULL OR to_position > :position) ";

    /**
     * What to look for; null for anything.
     *
     * @param checklist its id, or {@code id@version}
     * @param opened    when
     * @param text      words, all of them in its names, in one thing that was said of it and is disclosed, or in a name of who acted
     */
    record Filter(@Nullable String system, @Nullable String environment, @Nullable String state,
            @Nullable String checklist, Period opened, @Nullable String text) {

        @Nullable
        String words() {
            return text == null || text.isBlank() ? null : Words.asked("text", text);
        }

        boolean goesOn() {
            return text != null && Words.goesOn(text);
        }
    }

    /** @param countsUntil when a waiver ends that the counts rest on; null when none does */
    record Row(String deployment, String system, String environment, String checklist, int version, String release,
            String state, Instant openedAt, @Nullable String openedBy, long openedPosition, Instant changedAt,
            Counts counts,
            @Nullable Instant countsUntil) {}

    private final JdbcClient db;

    DeploymentsView(JdbcClient db) {
        this.db = db;
    }

    /** The latest opened first, those opened before a position. */
    List<Row> list(Filter f, Moment at, long openedBefore, int limit) {
        return db
                .sql("SELECT * FROM deployments d WHERE" + THEN
                        + """
                            AND opened_position < :before
                            AND system = coalesce(:system, system) AND environment = coalesce(:environment, environment)
                            AND state = coalesce(:state, state)
                            AND (:checklist::text IS NULL OR checklist = :checklist OR checklist || '@' || version = :checklist)
                            AND opened_at >= coalesce(:from, '-infinity'::timestamptz) AND opened_at < coalesce(:to, 'infinity'::timestamptz)
                            AND (:text::text IS NULL OR d.deployment IN (
                              SELECT n.deployment FROM named n WHERE n.words @@ disclosures.asked(:text, :goesOn)
                              UNION SELECT m.deployment FROM mentions m JOIN disclosures.disclosed x USING (digest)
                                WHERE x.words @@ disclosures.asked(:text, :goesOn) AND m.from_position <= :position
                              UNION SELECT a.deployment FROM actors a JOIN people p USING (person)
                                JOIN disclosures.disclosed x ON x.digest IN (p.name, p.subject)
                                WHERE x.words @@ disclosures.asked(:text, :goesOn) AND a.from_position <= :position))
                            ORDER BY opened_position DESC LIMIT :limit""")
                .param("position", at.position()).param("before", openedBefore).param("system", f.system())
                .param("environment", f.environment()).param("state", f.state()).param("checklist", f.checklist())
                .param("from", f.opened().fromUtc()).param("to", f.opened().toUtc()).param("text", f.words())
                .param("goesOn", f.goesOn())
                .param("limit", limit)
                .query((rs, _) -> new Row(rs.getString("deployment"), rs.getString("system"),
                        rs.getString("environment"),
                        rs.getString("checklist"), rs.getInt("version"), rs.getString("release"), rs.getString("state"),
                        instant(rs.getObject("opened_at", OffsetDateTime.class)), rs.getString("opened_by"),
                        rs.getLong("opened_position"), instant(rs.getObject("changed_at", OffsetDateTime.class)),
                        new Counts(rs.getInt("total"), rs.getInt("settled"), rs.getInt("open"), rs.getInt("failed")),
                        nullable(rs.getObject("counts_until", OffsetDateTime.class))))
                .list();
    }

    /** A few that there were, for whoever named one that there was not. */
    List<String> recent(long position) {
        return db.sql("SELECT deployment FROM deployments WHERE" + THEN + "ORDER BY opened_position DESC LIMIT 5")
                .param("position", position).query((rs, _) -> rs.getString(1)).list();
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }

    private static @Nullable Instant nullable(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
