package io.countersign.command.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks entries up by what they are tagged with. */
final class TagTable {

    private TagTable() {}

    /** The last index of each tag that was ever used. */
    static Map<String, Long> lastIndexes(Connection connection, Collection<String> tags) throws SQLException {
        String sql = """
            select u.tag, l.index from unnest(?) u(tag)
            cross join lateral (select t.index from ledger.tags t where t.tag = u.tag order by t.position desc limit 1) l""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", tags.toArray(String[]::new)));
            Map<String, Long> indexes = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    indexes.put(rows.getString(1), rows.getLong(2));
                }
            }
            return indexes;
        }
    }

    /** Whether an entry from one position (inclusive) to another (exclusive) is meant. */
    static boolean any(Connection connection, long from, long to, Selection selection) throws SQLException {
        List<Object> values = new ArrayList<>();
        String sql = "select exists (select from (" + positions(selection, from, values) + ") p where p.position < ?)";
        values.add(to);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, 1, values);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The query for the positions, from one on, of the entries that are meant. @param values told what its parameters are, in order */
    static String positions(Selection selection, long from, List<Object> values) {
        if (selection.everything()) {
            values.add(from);
            return "select e.position from ledger.entries e where e.position >= ?";
        }
        StringBuilder sql = new StringBuilder();
        for (Selection.Criterion criterion : selection.any()) {
            sql.append(sql.isEmpty() ? "" : " union ").append(one(criterion, from, values));
        }
        return sql.toString();
    }

    private static String one(Selection.Criterion criterion, long from, List<Object> values) {
        StringBuilder sql = new StringBuilder("select e.position from ledger.entries e");
        int n = 0;
        for (String tag : criterion.tags()) {
            String t = "t" + n++;
            sql.append(" join ledger.tags ").append(t).append(" on ").append(t).append(".position = e.position and ")
                    .append(t)
                    .append(".tag = ? and ").append(t).append(".position >= ?");
            values.add(tag);
            values.add(from);
        }
        sql.append(" where e.position >= ?");
        values.add(from);
        if (!criterion.types().isEmpty()) {
            sql.append(" and e.type = any(?)");
            values.add(criterion.types().toArray(String[]::new));
        }
        return sql.toString();
    }

    static int bind(Connection connection, PreparedStatement statement, int first, List<Object> values)
            throws SQLException {
        int at = first;
        for (Object value : values) {
            switch (value) {
                case String[] texts -> statement.setArray(at++, connection.createArrayOf("text", texts));
                case Long number -> statement.setLong(at++, number);
                default -> statement.setString(at++, (String) value);
            }
        }
        return at;
    }
}
