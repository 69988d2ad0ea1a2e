package io.countersign.command.disclosure;

import io.countersign.command.store.Together;
import io.countersign.ledger.disclosure.Disclosure;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code working.disclosures}: each disclosure by its digest, numbered in the order they were committed. */
public final class DisclosureTable {

    /** Held while rows are inserted: numbers are then committed in order, and who has read up to one has missed none. */
    private static final long LOCK = 0x636f756e74657231L;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Together<Collection<Disclosure>, Boolean> together = new Together<>(this::saveAll);

    public DisclosureTable(JdbcClient sql, TransactionTemplate transaction) {
        this.sql = sql;
        this.transaction = transaction;
    }

    /** @param disclosure the text whose digest stands in an entry */
    public record Row(long sequence, String digest, String disclosure) {}

    /** Saves what entries will name, for all who wait in one transaction: each alone would hold the lock until its own flush to disk. */
    public void save(Collection<Disclosure> disclosures) {
        if (!disclosures.isEmpty()) {
            together.ask(disclosures);
        }
    }

    private List<Boolean> saveAll(List<Collection<Disclosure>> all) {
        List<Disclosure> each = all.stream().flatMap(Collection::stream).toList();
        transaction.executeWithoutResult(_ -> {
            sql.sql("SELECT pg_advisory_xact_lock(:lock)").param("lock", LOCK).query((_, _) -> 0).list();
            sql.sql("""
                INSERT INTO working.disclosures (digest, disclosure)
                SELECT * FROM unnest(:digests::text[], :disclosures::text[]) ON CONFLICT (digest) DO NOTHING""")
                    .param("digests", each.stream().map(Disclosure::digest).toArray(String[]::new))
                    .param("disclosures", each.stream().map(Disclosure::encoded).toArray(String[]::new))
                    .update();
        });
        return Collections.nCopies(all.size(), true);
    }

    /** Deletes disclosures: those that no entry names after all, and those that are erased. */
    public void discard(Collection<String> digests) {
        if (!digests.isEmpty()) {
            sql.sql("DELETE FROM working.disclosures WHERE digest = ANY(:digests)")
                    .param("digests", digests.toArray(String[]::new)).update();
        }
    }

    /** What is disclosed: the names of the fields by digest. */
    public Map<String, String> names(Collection<String> digests) {
        return sql.sql("SELECT digest, disclosure FROM working.disclosures WHERE digest = ANY(:digests)")
                .param("digests", digests.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString(1), Disclosure.parse(row.getString(2)).name())).list()
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The next rows in order; all rows with a lower number were there before. */
    public List<Row> after(long sequence, int most) {
        return sql.sql("""
            SELECT sequence, digest, disclosure FROM working.disclosures
            WHERE sequence > :after ORDER BY sequence LIMIT :most""").param("after", sequence).param("most", most)
                .query((row, _) -> new Row(row.getLong(1), row.getString(2), row.getString(3))).list();
    }
}
