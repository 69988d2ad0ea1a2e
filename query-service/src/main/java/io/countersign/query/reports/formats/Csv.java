package io.countersign.query.reports.formats;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values as RFC 4180 has them: lines end in CR LF, a cell with a comma, quote or line break is quoted. A cell that a spreadsheet
 * would take for a formula gets an apostrophe in front.
 */
public final class Csv {

    private final StringBuilder out = new StringBuilder();

    /** One more line. */
    public Csv row(List<String> cells) {
        out.append(cells.stream().map(Csv::cell).collect(Collectors.joining(","))).append("\r\n");
        return this;
    }

    /** All lines. */
    public String text() {
        return out.toString();
    }

    private static String cell(String text) {
        String safe = isFormula(text) ? "'" + text : text;
        boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                || !safe.equals(safe.strip());
        return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static boolean isFormula(String text) {
        String stripped = text.stripLeading();
        char first = stripped.isEmpty() ? ' ' : stripped.charAt(0);
        // full-width forms are folded to these by some spreadsheets
        return "=+-@\uFF1D\uFF0B\uFF0D\uFF20".indexOf(first) >= 0 || text.startsWith("\t") || text.startsWith("\r");
    }
}
