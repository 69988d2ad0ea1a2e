package io.countersign.command.disclosure;

import io.countersign.ledger.disclosure.Disclosure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code working.disclosures}: each disclosure by its digest, numbered in the order they were committed. */
public final class DisclosureTable {

    private final JdbcClient sql;

    public DisclosureTable(JdbcClient sql) {
        this.sql = sql;
    }

    /** @param disclosure the text whose digest stands in an entry */
    public record Row(long sequence, String digest, String disclosure) {}

    /** Deletes disclosures. */
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
