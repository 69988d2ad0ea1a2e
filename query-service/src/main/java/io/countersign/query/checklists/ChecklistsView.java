package io.countersign.query.checklists;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which checklists there were at a position. Called within a snapshot. */
@Component
class ChecklistsView {

    private static final String THEN = " from_position <= ? AND (to_position IS NULL OR to_position > ?) AND profile > 0 ";

    record Row(String checklist, int version, int profile, Instant importedAt, @Nullable String importedBy) {}

    private static final RowMapper<Row> ROW = (rs, _) -> new Row(rs.getString("checklist"), rs.getInt("version"),
            rs.getInt("profile"), rs.getObject("imported_at", OffsetDateTime.class).toInstant(),
            rs.getString("imported_by"));

    private final JdbcClient db;

    ChecklistsView(JdbcClient db) {
        this.db = db;
    }

    /** The latest version of each, by id. */
    List<Row> latest(long position, String after, int limit) {
        return db.sql("SELECT DISTINCT ON (checklist) * FROM checklists WHERE" + THEN
                + "AND checklist > ? ORDER BY checklist, version DESC LIMIT ?").params(position, position, after, limit)
                .query(ROW).list();
    }

    /** @param version null for the latest */
    Optional<Row> find(String checklist, @Nullable Integer version, long position) {
        return db.sql("SELECT * FROM checklists WHERE" + THEN
                + "AND checklist = ? AND version = coalesce(?::int, version) ORDER BY version DESC LIMIT 1")
                .params(Arrays.asList(position, position, checklist, version)).query(ROW).optional();
    }

    List<Integer> versions(String checklist, long position) {
        return db.sql("SELECT DISTINCT version FROM checklists WHERE" + THEN + "AND checklist = ? ORDER BY version")
                .params(position, position, checklist).query((rs, _) -> rs.getInt(1)).list();
    }

    List<String> ids(long position) {
        return db.sql("SELECT DISTINCT checklist FROM checklists WHERE" + THEN + "ORDER BY checklist LIMIT 20")
                .params(position, position).query((rs, _) -> rs.getString(1)).list();
    }
}
