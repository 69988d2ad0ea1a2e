package io.countersign.query.intake;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rows on their way into a table, all in one COPY: several times as fast as inserts. Values are texts, numbers, instants, bytes or null, in the order
 * of the table's columns.
 */
public final class BulkTable {

    private static final HexFormat HEX = HexFormat.of();

    private final String table;
    private final StringBuilder rows = new StringBuilder(1 << 16);
    private int count;

    /** @param table its name as SQL has it, schema included unless it is on the search path */
    public BulkTable(String table) {
        this.table = table;
    }

    /** Adds a row. */
    public void add(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                rows.append('\t');
            }
            append(values[i]);
        }
        rows.append('\n');
        count++;
    }

    private void append(@Nullable Object value) {
        switch (value) {
            case null -> rows.append("\\N");
            case byte[] bytes -> HEX.formatHex(rows.append("\\\\x"), bytes);
            case Number number -> rows.append(number);
            case OffsetDateTime time -> rows.append(time);
            case String text -> escaped(text);
            default -> throw new IllegalArgumentException("no value of a column: " + value.getClass());
        }
    }

    private void escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\0' -> rows.append('\uFFFD');
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                default -> rows.append(c);
            }
        }
    }

    /** PostgreSQL's texts hold no NUL; U+FFFD stands in for it, and the entry has it as it was. */
    public static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** Writes the rows, in the transaction of the caller's thread. */
    public void write(JdbcTemplate jdbc) {
        if (count == 0) {
            return;
        }
        long written = java.util.Objects.requireNonNull(jdbc.execute((java.sql.Connection c) -> copy(c.unwrap(
                PGConnection.class))));
        if (written != count) {
            throw new IllegalStateException("of " + count + " rows " + written + " came into " + table);
        }
    }

    private Long copy(PGConnection connection) throws SQLException {
        try {
            return connection.getCopyAPI().copyIn("COPY " + table + " FROM STDIN", new StringReader(rows.toString()),
                    1 << 16);
        } catch (IOException e) {
            throw new SQLException("a string cannot be read", e);
        }
    }
}
