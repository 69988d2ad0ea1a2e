package io.countersign.query.reports;

import java.util.List;

/** Writes XHTML: every text is escaped, every element closed. */
final class Markup {

    private final StringBuilder out = new StringBuilder();

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

    /** Text as it is; characters that XML cannot hold are shown as U+FFFD. */
    Markup text(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                default -> out.appendCodePoint(isXml(c) ? c : 0xfffd);
            }
        });
        return this;
    }

    private static boolean isXml(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= ' ' && c < 0xd800 || c >= 0xe000 && c < 0xfffe || c > 0xffff;
    }

    /** @param columns heads, each {@code width% title} */
    Markup table(String... columns) {
        open("table").open("thead").open("tr");
        for (String column : columns) {
            int space = column.indexOf(' ');
            open("th style=\"width:" + column.substring(0, space) + "\"").text(column.substring(space + 1)).close("th");
        }
        return close("tr").close("thead").open("tbody");
    }

    Markup row(List<String> cells) {
        open("tr");
        cells.forEach(cell -> element("td", cell));
        return close("tr");
    }

    Markup endTable() {
        return close("tbody").close("table");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
