package io.countersign.query.reports;

import io.countersign.query.reports.formats.Pdf;
import java.text.Bidi;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes XHTML: every text is escaped, every element closed. */
final class Markup {

    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}Z");

    private static final String LEFT_TO_RIGHT = "\u200e";

    private final StringBuilder out = new StringBuilder();
    private boolean numbered;
    private int columns;
    private int begun;

    Markup element(String name, String text) {
        return open(name).text(text).close(name);
    }

    Markup open(String tag) {
        out.append('<').append(tag).append('>');
        return this;
    }

    Markup close(String name) {
        out.append("</").append(name).append(">\n");
        return this;
    }

    /**
     * Text as it is, times unbroken. Characters that XML cannot hold are shown as U+FFFD, those that the reports' font lacks by their numbers, as
     * {@code [U+6771 U+4EAC]}: a name must not become unreadable signs.
     */
    Markup text(String text) {
        Matcher time = TIME.matcher(text);
        boolean fromRight = Bidi.requiresBidi(text.toCharArray(), 0, text.length());
        int from = 0;
        while (time.find()) {
            characters(text.substring(from, time.start()));
            // or a name that runs from right to left would take the time's figures along
            out.append(fromRight ? LEFT_TO_RIGHT : "").append("<span class=\"when\">").append(time.group())
                    .append("</span>");
            from = time.end();
        }
        return characters(text.substring(from));
    }

    private Markup characters(String text) {
        boolean numbers = false;
        for (int c : text.codePoints().filter(c -> c != '\r' && !selects(c)).toArray()) {
            boolean shown = c == '\n' || c == '\t' || !isXml(c) || Pdf.shows(c);
            if (shown) {
                out.append(numbers ? "]" : "").append(escaped(c));
            } else {
                out.append(numbers ? " " : "[").append(String.format("U+%04X", c));
                numbered = true;
            }
            numbers = !shown;
        }
        out.append(numbers ? "]" : "");
        return this;
    }

    /** Whether a character was shown by its number. */
    boolean numbered() {
        return numbered;
    }

    private static String escaped(int c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '\t' -> "    ";
            default -> isXml(c) ? Character.toString(c) : "\ufffd";
        };
    }

    /** Chooses between looks of the character before it, and is none itself. */
    private static boolean selects(int c) {
        return c >= 0xfe00 && c <= 0xfe0f || c == 0x200d;
    }

    private static boolean isXml(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= ' ' && c < 0xd800 || c >= 0xe000 && c < 0xfffe || c > 0xffff;
    }

    /** @param columns heads, each {@code width% title} */
    Markup table(String... columns) {
        open("table").open("thead").open("tr");
        this.columns = columns.length;
        for (String column : columns) {
            int space = column.indexOf(' ');
            open("th style=\"width:" + column.substring(0, space) + "\"").text(column.substring(space + 1)).close("th");
        }
        close("tr").close("thead").open("tbody");
        begun = out.length();
        return this;
    }

    Markup row(List<String> cells) {
        open("tr");
        cells.forEach(cell -> element("td", cell));
        return close("tr");
    }

    /** A table without rows says so: by PDF/UA every table has one. */
    Markup endTable() {
        if (out.length() == begun) {
            open("tr").open("td colspan=\"" + columns + "\"").text("none").close("td").close("tr");
        }
        return close("tbody").close("table");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
