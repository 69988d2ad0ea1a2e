package io.countersign.cli.text;

import io.countersign.cli.session.Plain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows whose cells stand under one another. Control characters in a cell become spaces, so that nothing a stranger wrote steers the terminal. */
public final class Columns {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public Columns row(String... cells) {
        rows.add(Arrays.stream(cells).map(Plain::line).toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    @Override
    public String toString() {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        });
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(i == 0 ? "" : GAP).append(row.get(i)).repeat(' ', widths[i] - width(row.get(i)));
            }
            lines.add(line.toString().stripTrailing());
        }
        return String.join("\n", lines);
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
