package io.countersign.query.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finished packs, in pieces of a mebibyte: schema {@code exports}. */
@Component
class PackTable {

    private static final int PIECE = 1 << 20;

    private static final String SCHEMA = """
        CREATE SCHEMA IF NOT EXISTS exports;
        CREATE TABLE IF NOT EXISTS exports.packs (
          export text COLLATE "C" PRIMARY KEY, position bigint NOT NULL, sha256 text NOT NULL, size bigint NOT NULL);
        CREATE TABLE IF NOT EXISTS exports.pieces (
          export text COLLATE "C" NOT NULL REFERENCES exports.packs, piece int NOT NULL, bytes bytea NOT NULL,
          PRIMARY KEY (export, piece));
        CREATE TABLE IF NOT EXISTS exports.disclosed (
          export text COLLATE "C" NOT NULL REFERENCES exports.packs, digest text COLLATE "C" NOT NULL, PRIMARY KEY (digest, export));
        """;

    /** @param position of the entry that records it */
    record Stored(String export, long position, String sha256, long size) {}

    private final JdbcClient db;

    PackTable(JdbcClient db, JdbcTemplate jdbc) {
        this.db = db;
        jdbc.execute(SCHEMA);
    }

    /** @param disclosed digests of what the pack discloses */
    @Transactional
    public void put(Stored pack, Set<String> disclosed, InputStream zip) throws IOException {
        db.sql("INSERT INTO exports.packs VALUES (?, ?, ?, ?)")
                .params(pack.export(), pack.position(), pack.sha256(), pack.size()).update();
        db.sql("INSERT INTO exports.disclosed SELECT ?, unnest(?)")
                .params(pack.export(), disclosed.toArray(String[]::new)).update();
        int piece = 0;
        for (byte[] bytes = zip.readNBytes(PIECE); bytes.length > 0; bytes = zip.readNBytes(PIECE)) {
            db.sql("INSERT INTO exports.pieces VALUES (?, ?, ?)").params(pack.export(), piece++, bytes).update();
        }
    }

    Optional<Stored> find(String export) {
        return db.sql("SELECT export, position, sha256, size FROM exports.packs WHERE export = ?").param(export)
                .query((rs, _) -> new Stored(rs.getString(1), rs.getLong(2), rs.getString(3), rs.getLong(4)))
                .optional();
    }

    /** Position of the entry that erased something the pack discloses; empty when none did. */
    Optional<Long> erasedBy(String export) {
        return db
                .sql("""
                    SELECT min(e.position) FROM exports.disclosed d JOIN disclosures.erased e USING (digest) WHERE d.export = ?""")
                .param(export).query((rs, _) -> Optional.ofNullable(rs.getObject(1, Long.class))).single();
    }

    /** Deletes the bytes of every pack that discloses one of these; that there was such a pack is remembered. */
    void empty(List<String> digests) {
        db.sql("DELETE FROM exports.pieces WHERE export IN (SELECT export FROM exports.disclosed WHERE digest = ANY (?))")
                .param(digests.toArray(String[]::new)).update();
    }

    void copy(String export, OutputStream out) throws IOException {
        for (int piece = 0;; piece++) {
            List<byte[]> found = db.sql("SELECT bytes FROM exports.pieces WHERE export = ? AND piece = ?")
                    .params(export, piece).query((rs, _) -> rs.getBytes(1)).list();
            if (found.isEmpty()) {
                return;
            }
            out.write(found.getFirst());
        }
    }
}
