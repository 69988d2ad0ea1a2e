package io.countersign.command.checklist;

import org.commonmark.internal.InlineParserImpl;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.SourceLines;

/**
 * The parser's own reading of inline markup, of the blocks that matter here and of those alone: headings, the first paragraphs of list items, and
 * short ones, where version footers and form fields stand. Links and emphasis mixed in one paragraph take the parser quadratic time, so no paragraph of
 * more than {@link #MAX_CHARS} is handed to it: a text may have a quarter of that, and longer ones are refused anyway.
 */
final class BoundedInlines implements InlineParser {

    static final int MAX_CHARS = 4 * MarkdownChecklist.MAX_TEXT_BYTES;
    private static final int SHORT = 512;

    private final InlineParser parser;

    BoundedInlines(InlineParserContext context) {
        parser = new InlineParserImpl(context);
    }

    @Override
    public void parse(SourceLines lines, Node node) {
        int length = lines.getLines().stream().mapToInt(l -> l.getContent().length() + 1).sum();
        if (length <= SHORT || length <= MAX_CHARS && matters(node)) {
            parser.parse(lines, node);
        } else {
            node.appendChild(new Text(lines.getContent()));
        }
    }

    private static boolean matters(Node node) {
        return node instanceof Heading || node.getParent() instanceof ListItem && node.getPrevious() == null;
    }
}
