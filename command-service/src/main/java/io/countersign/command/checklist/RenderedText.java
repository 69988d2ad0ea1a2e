package io.countersign.command.checklist;

import java.util.regex.Pattern;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/**
 * What a reader sees of inline content: markup and HTML tags dropped, a link's or image's text only, code without its backticks. Control
 * characters show as nothing on a page and as anything on a terminal: a space stands for them.
 */
final class RenderedText {

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cc}+");

    private RenderedText() {}

    /** On one line. */
    static String of(Node parent) {
        return from(parent.getFirstChild());
    }

    /** On one line, from this inline node to its last sibling. */
    static String from(@Nullable Node first) {
        StringBuilder text = new StringBuilder();
        append(first, ' ', text);
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }

    /** With the line breaks of the source. */
    static String lines(Node parent) {
        StringBuilder text = new StringBuilder();
        append(parent.getFirstChild(), '\n', text);
        return text.toString();
    }

    /** The parser bounds how deep inline nodes nest, and so how deep this goes. */
    private static void append(@Nullable Node first, char lineBreak, StringBuilder text) {
        for (Node node = first; node != null; node = node.getNext()) {
            switch (node) {
                case Text t -> text.append(t.getLiteral());
                case Code c -> text.append(c.getLiteral());
                case SoftLineBreak _,HardLineBreak _ -> text.append(lineBreak);
                case HtmlInline _ -> {
                }
                default -> append(node.getFirstChild(), lineBreak, text);
            }
        }
    }
}
