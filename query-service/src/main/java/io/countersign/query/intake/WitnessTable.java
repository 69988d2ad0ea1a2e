package io.countersign.query.intake;

import io.countersign.ledger.hash.Digest;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What this witness last cosigned: schema {@code witness}. It is never rebuilt and belongs into the backup: a witness that has forgotten what it
 * said could be made to contradict itself.
 */
@Component
public class WitnessTable {

    private static final String SCHEMA = """
        CREATE SCHEMA IF NOT EXISTS witness;
        CREATE TABLE IF NOT EXISTS witness.cosigned (
          key text COLLATE "C" NOT NULL, origin text NOT NULL, size bigint NOT NULL, root bytea NOT NULL, note text NOT NULL,
          PRIMARY KEY (key, origin));
        """;

    /** @param note the checkpoint with the log's signature and this witness's */
    public record Cosigned(long size, Digest root, String note) {}

    private final JdbcClient db;
    private final JdbcTemplate jdbc;

    WitnessTable(JdbcClient db, JdbcTemplate jdbc) {
        this.db = db;
        this.jdbc = jdbc;
    }

    void create() {
        jdbc.execute(SCHEMA);
    }

    public Optional<Cosigned> last(String key, String origin) {
        return db.sql("SELECT size, root, note FROM witness.cosigned WHERE key = ? AND origin = ?").params(key, origin)
                .query((rs, _) -> new Cosigned(rs.getLong(1), Digest.of(rs.getBytes(2)), rs.getString(3))).optional();
    }

    /** The same, held until the caller's transaction ends. */
    Optional<Cosigned> lastForUpdate(String key, String origin) {
        return db.sql("SELECT size, root, note FROM witness.cosigned WHERE key = ? AND origin = ? FOR UPDATE")
                .params(key, origin)
                .query((rs, _) -> new Cosigned(rs.getLong(1), Digest.of(rs.getBytes(2)), rs.getString(3))).optional();
    }

    /** Only ever forwards. */
    void put(String key, String origin, Cosigned cosigned) {
        db.sql("""
            INSERT INTO witness.cosigned (key, origin, size, root, note) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (key, origin) DO UPDATE SET size = excluded.size, root = excluded.root, note = excluded.note
            WHERE witness.cosigned.size <= excluded.size""")
                .params(key, origin, cosigned.size(), cosigned.root().bytes(), cosigned.note()).update();
    }
}
