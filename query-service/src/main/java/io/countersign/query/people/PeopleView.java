package io.countersign.query.people;

import io.countersign.events.Redactable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds people's names, as digests, and the entries that introduced them. Called within a snapshot. */
@Component
public class PeopleView {

    private final JdbcClient db;

    PeopleView(JdbcClient db) {
        this.db = db;
    }

    /** The names of people, by id; whoever is not known is left out. */
    public Map<String, Redactable> names(Collection<String> people) {
        Map<String, Redactable> names = new HashMap<>();
        db.sql("SELECT person, name FROM people WHERE person = ANY (?)").param(people.toArray(String[]::new))
                .query(rs -> {
                    names.put(rs.getString(1), new Redactable(rs.getString(2)));
                });
        return names;
    }

    /** Positions of the entries that introduced people. */
    public List<Long> introducedAt(Collection<String> people) {
        return db.sql("SELECT from_position FROM people WHERE person = ANY (?) ORDER BY from_position")
                .param(people.toArray(String[]::new)).query((rs, _) -> rs.getLong(1)).list();
    }
}
