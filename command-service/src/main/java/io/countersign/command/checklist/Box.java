package io.countersign.command.checklist;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.task.list.items.TaskListItemMarker;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/**
 * A list item's checkbox: GitHub Flavored Markdown's task list item marker. "A task list item is a list item where the first block in it is a paragraph
 * which begins with a task list item marker and at least one whitespace character before any other content."
 *
 * <p>The parser's extension looks at the paragraph after inline markup is resolved, where {@code \[ ]} looks like a marker and is none, and
 * {@code [x]} may have become a link because the document defines a reference named x. So what it found is compared with what the source says.
 *
 * @param text as rendered, without the marker
 * @param line from 1
 */
record Box(boolean checked, String text, int line) {

    private static final Pattern MARKER = Pattern
            .compile("\\[([ \\t\\x0B\\fxX])](?:[ \\t\\x0B\\f]+[^ \\t\\x0B\\f\\r\\n]|([ \\t\\x0B\\f]*[\\r\\n]))");

    static @Nullable Box of(ListItem item, String source) {
        boolean marked = item.getFirstChild() instanceof TaskListItemMarker;
        Node first = item.getFirstChild();
        if (!((marked ? first.getNext() : first) instanceof Paragraph paragraph)) {
            return null;
        }
        SourceSpan span = paragraph.getSourceSpans().getFirst();
        Matcher marker = MARKER.matcher(source).region(span.getInputIndex(), source.length());
        // the whitespace may be a line's end, where the paragraph goes on
        if (!marker.lookingAt() || marker.group(2) != null && paragraph.getSourceSpans().size() == 1) {
            return null;
        }
        String text = marked ? RenderedText.of(paragraph) : unmarked(paragraph);
        return new Box(!marker.group(1).isBlank(), text, span.getLineIndex() + 1);
    }

    /** The marker is still there: as text, or as a link whose text it is. */
    private static String unmarked(Paragraph paragraph) {
        return paragraph.getFirstChild() instanceof Text
                ? RenderedText.of(paragraph).substring("[x]".length()).strip()
                : RenderedText.from(paragraph.getFirstChild().getNext());
    }
}
