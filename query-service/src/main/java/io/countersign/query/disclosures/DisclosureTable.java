package io.countersign.query.disclosures;

import io.countersign.ledger.disclosure.Disclosure;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Disclosures by their digest: schema {@code disclosures}. */
@Component
class DisclosureTable {

    private static final String SCHEMA = """
        CREATE SCHEMA IF NOT EXISTS disclosures;
        CREATE TABLE IF NOT EXISTS disclosures.disclosed (
          digest text COLLATE "C" PRIMARY KEY, encoded text NOT NULL, name text NOT NULL, value text NOT NULL);
        CREATE TABLE IF NOT EXISTS disclosures.pulled (one boolean PRIMARY KEY DEFAULT true CHECK (one), sequence bigint NOT NULL);
        INSERT INTO disclosures.pulled (sequence) VALUES (0) ON CONFLICT DO NOTHING;
        """;

    private final JdbcClient db;
    private final JdbcTemplate jdbc;

    DisclosureTable(JdbcClient db, JdbcTemplate jdbc) {
        this.db = db;
        this.jdbc = jdbc;
        jdbc.execute(SCHEMA);
    }

    Map<String, Disclosure> find(Collection<String> digests) {
        Map<String, Disclosure> found = new HashMap<>();
        db.sql("SELECT digest, encoded FROM disclosures.disclosed WHERE digest = ANY (?)")
                .param(digests.toArray(String[]::new)).query(rs -> {
                    found.put(rs.getString(1), Disclosure.parse(rs.getString(2)));
                });
        return found;
    }

    void add(List<Disclosure> disclosures) {
        jdbc.batchUpdate("INSERT INTO disclosures.disclosed VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", disclosures,
                500,
                (insert, each) -> {
                    insert.setString(1, each.digest());
                    insert.setString(2, each.encoded());
                    insert.setString(3, each.name());
                    insert.setString(4, each.value());
                });
    }

    long pulled() {
        return db.sql("SELECT sequence FROM disclosures.pulled").query(Long.class).single();
    }

    void pulled(long sequence) {
        db.sql("UPDATE disclosures.pulled SET sequence = greatest(sequence, ?)").param(sequence).update();
    }
}
