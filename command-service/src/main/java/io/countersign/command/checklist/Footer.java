package io.countersign.command.checklist;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/**
 * What a document says of its own version and date: the last line of either form among its paragraphs, such as {@code **Version**: 1.0.0} at its end.
 */
record Footer(@Nullable String version, @Nullable String updated) {

    private static final Pattern VERSION = Pattern.compile("\\s*version\\s*:\\s*(\\S.{0,99})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern UPDATED = Pattern.compile("\\s*(?:last )?updated\\s*:\\s*(\\S.{0,99})",
            Pattern.CASE_INSENSITIVE);
    /** Both may stand on one line. */
    private static final Pattern BETWEEN = Pattern.compile("[·|]");
    private static final int MAX_CHARS = 200;

    static Footer of(Node document) {
        Footer found = new Footer(null, null);
        for (Node node = document.getLastChild(); node != null; node = node.getPrevious()) {
            if (node instanceof Paragraph) {
                List<String> lines = RenderedText.lines(node).lines()
                        .filter(l -> l.length() <= MAX_CHARS && l.indexOf(':') > 0).flatMap(BETWEEN::splitAsStream)
                        .toList();
                found = found.or(new Footer(last(lines, VERSION), last(lines, UPDATED)));
            }
        }
        return found;
    }

    private static @Nullable String last(List<String> lines, Pattern form) {
        for (String line : lines.reversed()) {
            Matcher matcher = form.matcher(line);
            if (matcher.matches()) {
                return matcher.group(1).strip();
            }
        }
        return null;
    }

    private Footer or(Footer above) {
        return new Footer(version != null ? version : above.version, updated != null ? updated : above.updated);
    }
}
