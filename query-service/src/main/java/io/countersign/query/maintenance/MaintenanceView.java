package io.countersign.query.maintenance;

import io.countersign.query.answer.Moment;
import io.countersign.query.answer.Period;
import io.countersign.query.answer.Person;
import io.countersign.query.maintenance.ObligationLine.Counts;
import io.countersign.query.maintenance.ObligationLine.Due;
import io.countersign.query.maintenance.ObligationLine.Last;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists obligations and what was recorded of them, as of a moment. Called within a snapshot. */
@Component
class MaintenanceView {

    private static final String THEN = " from_position <= :position AND (to_position IS NULL OR to_position > :position) ";

    /** As {@link io.countersign.events.state.Standing} has it. */
    private static final String STATE = """
        CASE WHEN due IS NULL THEN 'ended' WHEN :at < period_from THEN 'met' WHEN :at < due THEN 'open'
        WHEN :at < grace_ends THEN 'overdue' ELSE 'missed' END""";

    /**
     * What to look for; null for anything.
     *
     * @param obligation its id, or an end of it after a colon or a dot
     * @param checklist its id, or {@code id@version}
     * @param due when its period falls due
     * @param text found in its id or text
     */
    record Filter(@Nullable String system, @Nullable String environment, @Nullable String obligation,
            @Nullable String state, @Nullable String every, @Nullable String checklist, Period due,
            @Nullable String text) {}

    /** @param outcome how a period was settled; @param sealed when */
    record Past(@Nullable String system, @Nullable String environment, @Nullable String obligation,
            @Nullable String outcome, Period sealed) {}

    private final JdbcClient db;

    MaintenanceView(JdbcClient db) {
        this.db = db;
    }

    /** By system, environment and id; those after a {@code system/environment/id}. */
    List<ObligationLine> list(Filter f, Moment at, String after, int limit) {
        String[] last = after.split("/", 3);
        return db
                .sql("SELECT *, " + STATE + " AS state FROM obligations WHERE" + THEN
                        + """
                                            AND (:last_system::text IS NULL OR (system, environment, obligation) > (:last_system, :last_environment, :last_obligation))
                                            AND system = coalesce(:system, system) AND environment = coalesce(:environment, environment)
                                            AND (:obligation::text IS NULL OR obligation = :obligation OR obligation LIKE :suffix_item OR obligation LIKE :suffix_part)
                                            AND every = coalesce(:every, every)
                            AND (:checklist::text IS NULL OR checklist = :checklist OR checklist || '@' || version = :checklist)
                                            AND (:from::timestamptz IS NULL OR due >= :from) AND (:to::timestamptz IS NULL OR due < :to)
                                            AND (:text::text IS NULL OR obligation ILIKE :text OR text ILIKE :text)
                                            AND (:state::text IS NULL OR :state ="""
                        + STATE + """
                            ) ORDER BY system, environment, obligation LIMIT :limit""")
                .param("position", at.position()).param("at", at.instant().atOffset(ZoneOffset.UTC))
                .param("last_system", last.length < 3 ? null : last[0])
                .param("last_environment", last.length < 3 ? null : last[1])
                .param("last_obligation", last.length < 3 ? null : last[2]).param("system", f.system())
                .param("environment", f.environment()).param("obligation", f.obligation())
                .param("suffix_item", suffix(":", f.obligation())).param("suffix_part", suffix(".", f.obligation()))
                .param("every", f.every()).param("checklist", f.checklist()).param("from", f.due().fromUtc())
                .param("to", f.due().toUtc()).param("text", f.text() == null ? null : "%" + escaped(f.text()) + "%")
                .param("state", f.state()).param("limit", limit).query((rs, _) -> line(rs)).list();
    }

    /** Positions of the entries, the latest first, those before a position. */
    List<Long> history(Past p, Moment at, long before, int limit) {
        return db
                .sql("""
                    SELECT from_position FROM obligation_history WHERE from_position <= :position AND from_position < :before
                    AND system = coalesce(:system, system) AND environment = coalesce(:environment, environment)
                    AND (:obligation::text IS NULL OR obligation = :obligation OR obligation LIKE :suffix_item OR obligation LIKE :suffix_part)
                    AND (:outcome::text IS NULL OR outcome = :outcome)
                    AND (:from::timestamptz IS NULL OR at >= :from) AND (:to::timestamptz IS NULL OR at < :to)
                    ORDER BY from_position DESC LIMIT :limit""")
                .param("position", at.position()).param("before", before).param("system", p.system())
                .param("environment", p.environment()).param("obligation", p.obligation())
                .param("suffix_item", suffix(":", p.obligation())).param("suffix_part", suffix(".", p.obligation()))
                .param("outcome", p.outcome()).param("from", p.sealed().fromUtc()).param("to", p.sealed().toUtc())
                .param("limit", limit).query((rs, _) -> rs.getLong(1)).list();
    }

    private static ObligationLine line(ResultSet rs) throws SQLException {
        return new ObligationLine(rs.getString("system"), rs.getString("environment"), rs.getString("obligation"),
                rs.getString("checklist") + "@" + rs.getInt("version"), rs.getString("item"), rs.getString("text"),
                rs.getString("every"), rs.getString("grace"), rs.getString("state"), due(rs),
                new Counts(rs.getLong("met"), rs.getLong("late"), rs.getLong("not_applicable"), rs.getLong("missed")),
                last(rs), instant(rs, "begins"), nullable(rs, "ended"), rs.getLong("from_position"));
    }

    private static @Nullable Due due(ResultSet rs) throws SQLException {
        int number = rs.getInt("number");
        return rs.wasNull()
                ? null
                : new Due(number, instant(rs, "period_from"), instant(rs, "due"), instant(rs, "grace_ends"));
    }

    private static @Nullable Last last(ResultSet rs) throws SQLException {
        String outcome = rs.getString("last_outcome");
        return outcome == null
                ? null
                : new Last(outcome, instant(rs, "last_at"), Person.of(rs.getString("last_by")),
                        rs.getLong("last_position"));
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return Objects.requireNonNull(nullable(rs, column));
    }

    private static @Nullable Instant nullable(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable String suffix(String mark, @Nullable String end) {
        return end == null ? null : "%" + mark + escaped(end);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
