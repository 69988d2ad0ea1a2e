package io.countersign.command.store;

import io.countersign.command.store.Selection.Criterion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Reads the entries of many tags in one statement, so in one snapshot. */
final class LookupTable {

    private static final String SQL = """
        select h.size, f.n, f.position, f.type, f.bytes from ledger.head h left join (
          select u.n, e.position, e.type, e.bytes from unnest(?::text[], ?::text[]) with ordinality u(tag, types, n)
          cross join lateral (select t.position from ledger.tags t where t.tag = u.tag order by t.position) t
          join ledger.entries e on e.position = t.position
          where u.types = '' or e.type = any(string_to_array(u.types, ' '))) f on true""";

    /** @param size of the log in the snapshot; @param entries of each criterion that there are any for, in order */
    record Found(long size, Map<Criterion, List<Known>> entries) {}

    private final DataSource database;

    LookupTable(DataSource database) {
        this.database = database;
    }

    /** @param criteria of one tag each */
    Found find(List<Criterion> criteria) throws SQLException {
        String[] tags = new String[criteria.size()];
        String[] types = new String[criteria.size()];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = criteria.get(i).tags().iterator().next();
            types[i] = String.join(" ", criteria.get(i).types());
        }
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setArray(1, connection.createArrayOf("text", tags));
            statement.setArray(2, connection.createArrayOf("text", types));
            try (ResultSet rows = statement.executeQuery()) {
                return read(criteria, rows);
            }
        }
    }

    private static Found read(List<Criterion> criteria, ResultSet rows) throws SQLException {
        long size = 0;
        Map<Criterion, List<Known>> entries = new HashMap<>();
        Map<Long, Known> once = new HashMap<>();
        while (rows.next()) {
            size = rows.getLong(1);
            int n = rows.getInt(2);
            if (n > 0) {
                long position = rows.getLong(3);
                Known known = once.get(position);
                if (known == null) {
                    known = new Known(position, rows.getString(4), rows.getBytes(5));
                    once.put(position, known);
                }
                entries.computeIfAbsent(criteria.get(n - 1), _ -> new ArrayList<>()).add(known);
            }
        }
        entries.values().forEach(e -> e.sort(java.util.Comparator.comparingLong(Known::position)));
        return new Found(size, entries);
    }
}
