package io.countersign.query.disclosures;

import io.countersign.ledger.disclosure.Disclosure;
import io.countersign.query.intake.BulkTable;
import io.countersign.query.words.Words;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Disclosures by their digest: schema {@code disclosures}. */
@Component
class DisclosureTable {

    private static final String SCHEMA = """
        CREATE SCHEMA IF NOT EXISTS disclosures;
        CREATE TABLE IF NOT EXISTS disclosures.pulled (one boolean PRIMARY KEY DEFAULT true CHECK (one), sequence bigint NOT NULL);
        INSERT INTO disclosures.pulled (sequence) VALUES (0) ON CONFLICT DO NOTHING;
        DO $$ BEGIN
          IF EXISTS (SELECT FROM information_schema.tables WHERE table_schema = 'disclosures' AND table_name = 'disclosed')
            AND NOT EXISTS (SELECT FROM information_schema.columns
              WHERE table_schema = 'disclosures' AND table_name = 'disclosed' AND column_name = 'words') THEN
            -- made before texts were indexed by their words: all of it is pulled again
            DROP TABLE disclosures.disclosed;
            UPDATE disclosures.pulled SET sequence = 0;
          END IF;
        END $$;
        CREATE TABLE IF NOT EXISTS disclosures.disclosed (
          digest text COLLATE "C" PRIMARY KEY, encoded text NOT NULL, name text NOT NULL, value text NOT NULL, words tsvector NOT NULL);
        CREATE INDEX IF NOT EXISTS disclosed_by_words ON disclosures.disclosed USING gin (words);
        CREATE TABLE IF NOT EXISTS disclosures.erased (digest text COLLATE "C" PRIMARY KEY, position bigint NOT NULL);
        -- what a question asks for; its last word may go on
        CREATE OR REPLACE FUNCTION disclosures.asked(question text, goes_on boolean) RETURNS tsquery
          LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
          SELECT CASE WHEN goes_on AND right(q::text, 1) = chr(39) THEN (q::text || ':*')::tsquery ELSE q END
          FROM websearch_to_tsquery('simple', question) q $$;
        """;

    private static final long LOCK = 0x646973636c6f7365L;

    private final JdbcClient db;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    DisclosureTable(JdbcClient db, JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.transaction = transaction;
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
        transaction.executeWithoutResult(_ -> {
            lock();
            jdbc.batchUpdate(
                    """
                        INSERT INTO disclosures.disclosed SELECT d.digest, ?, ?, ?, to_tsvector('simple', ?) FROM (VALUES (?)) d(digest)
                        WHERE NOT EXISTS (SELECT FROM disclosures.erased e WHERE e.digest = d.digest) ON CONFLICT DO NOTHING""",
                    disclosures, 500, (insert, each) -> {
                        insert.setString(1, each.encoded());
                        insert.setString(2, BulkTable.storable(each.name()));
                        insert.setString(3, BulkTable.storable(each.value()));
                        insert.setString(4, Words.of(each.value()));
                        insert.setString(5, each.digest());
                    });
        });
    }

    /** Deletes what was erased, and keeps it from coming back with a pull that began before. @param position of the entry that says so */
    void erase(List<String> digests, long position) {
        lock();
        String[] all = digests.toArray(String[]::new);
        db.sql("INSERT INTO disclosures.erased SELECT unnest(?), ? ON CONFLICT DO NOTHING").params(all, position)
                .update();
        db.sql("DELETE FROM disclosures.disclosed WHERE digest = ANY (?)").param(all).update();
    }

    /** Those that were erased, with the positions of the entries that say so. */
    Map<String, Long> erased(Collection<String> digests) {
        Map<String, Long> found = new HashMap<>();
        db.sql("SELECT digest, position FROM disclosures.erased WHERE digest = ANY (?)")
                .param(digests.toArray(String[]::new)).query(rs -> {
                    found.put(rs.getString(1), rs.getLong(2));
                });
        return found;
    }

    /** Until the transaction ends: what is erased and what is pulled come one after the other. */
    private void lock() {
        db.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query((_, _) -> 0).list();
    }

    long pulled() {
        return db.sql("SELECT sequence FROM disclosures.pulled").query(Long.class).single();
    }

    void pulled(long sequence) {
        db.sql("UPDATE disclosures.pulled SET sequence = greatest(sequence, ?)").param(sequence).update();
    }
}
