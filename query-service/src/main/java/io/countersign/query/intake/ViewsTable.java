package io.countersign.query.intake;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which schemas {@code views_<n>} there are and which one answers. A schema is made by the code that fills it and dropped when the next has taken
 * over; there are no migrations.
 */
@Component
public class ViewsTable {

    private static final String SCHEMA = """
        CREATE TABLE IF NOT EXISTS mirror.views (
          number int PRIMARY KEY, shape int NOT NULL, active boolean NOT NULL, reached bigint NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS views_active ON mirror.views (active) WHERE active;
        """;

    /**
     * @param number  of the schema {@code views_<number>}
     * @param shape   of the tables in it, as the code that made them numbers its shapes
     * @param reached entries projected into it
     */
    record Views(int number, int shape, long reached) {}

    private final JdbcClient db;
    private final JdbcTemplate jdbc;

    ViewsTable(JdbcClient db, JdbcTemplate jdbc) {
        this.db = db;
        this.jdbc = jdbc;
    }

    void create() {
        jdbc.execute(SCHEMA);
    }

    Optional<Views> active() {
        return db.sql("SELECT number, shape, reached FROM mirror.views WHERE active")
                .query((rs, _) -> new Views(rs.getInt(1), rs.getInt(2), rs.getLong(3))).optional();
    }

    /** Makes the next schema, empty and not yet active. */
    Views next(int shape, List<String> tables) {
        int number = db.sql("SELECT coalesce(max(number), 0) + 1 FROM mirror.views").query(Integer.class).single();
        // one of that name that no row knows belonged to a mirror that is gone
        jdbc.execute("DROP SCHEMA IF EXISTS views_" + number + " CASCADE");
        jdbc.execute("CREATE SCHEMA views_" + number);
        use(number);
        tables.forEach(jdbc::execute);
        db.sql("INSERT INTO mirror.views VALUES (?, ?, false, 0)").params(number, shape).update();
        return new Views(number, shape, 0);
    }

    /** For the rest of this transaction unqualified names mean this schema's tables. */
    void use(int number) {
        jdbc.execute("SET LOCAL search_path TO views_" + number);
    }

    /** As {@link #use}, for views that are not active: nothing is flushed before what activates them is. */
    void build(int number) {
        jdbc.execute("SET LOCAL synchronous_commit TO off");
        use(number);
    }

    /** For the rest of this transaction unqualified names mean the active schema's tables. */
    public void useActive() {
        db.sql("SELECT set_config('search_path', (SELECT 'views_' || number FROM mirror.views WHERE active), true)")
                .query(String.class).single();
    }

    void reached(int number, long size) {
        db.sql("UPDATE mirror.views SET reached = ? WHERE number = ?").params(size, number).update();
    }

    void activate(int number) {
        db.sql("UPDATE mirror.views SET active = false WHERE active").update();
        db.sql("UPDATE mirror.views SET active = true WHERE number = ?").param(number).update();
    }

    /** Every schema but the active one: what a rebuild replaced, or left unfinished. */
    List<Integer> others() {
        return db.sql("SELECT number FROM mirror.views WHERE NOT active ORDER BY number")
                .query((rs, _) -> rs.getInt(1)).list();
    }

    void drop(int number) {
        jdbc.execute("DROP SCHEMA IF EXISTS views_" + number + " CASCADE");
        db.sql("DELETE FROM mirror.views WHERE number = ?").param(number).update();
    }
}
