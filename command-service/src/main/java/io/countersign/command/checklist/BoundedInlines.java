package io.countersign.command.checklist;

import java.util.List;
import java.util.Locale;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.internal.InlineParserImpl;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;

/**
 * The parser's own reading of inline markup, of the blocks that matter here and of those alone: headings, the first paragraphs of list items, table cells,
 * and short ones that may be a version footer. Links and emphasis mixed in one paragraph take the parser quadratic time and a node each, so no paragraph
 * of more than {@link #MAX_CHARS} is handed to it (a text may have a quarter of that, and longer ones are refused anyway), and all of a document's
 * together are bounded.
 */
final class BoundedInlines implements InlineParser {

    static final int MAX_CHARS = 4 * MarkdownChecklist.MAX_TEXT_BYTES;
    private static final int SHORT = 512;
    private static final String MARKUP = "[]*_`<&!~\\";

    private final InlineParser parser;
    private final Budget budget;

    private BoundedInlines(InlineParserContext context, Budget budget) {
        this.parser = new InlineParserImpl(context);
        this.budget = budget;
    }

    /** What one document may cost: characters that may be markup, each times the length of its paragraph. Half a second, and a million nodes. */
    static final class Budget {

        private static final int LEAST_CHARS = 256;
        private long left = 256_000_000;

        InlineParser parser(InlineParserContext context) {
            return new BoundedInlines(context, this);
        }

        private void spend(List<SourceLine> lines, int length, Node node) {
            for (SourceLine line : lines) {
                CharSequence content = line.getContent();
                for (int i = 0; i < content.length(); i++) {
                    if (MARKUP.indexOf(content.charAt(i)) >= 0) {
                        left -= Math.max(length, LEAST_CHARS);
                    }
                }
            }
            if (left < 0) {
                throw new TooMuch(node);
            }
        }
    }

    /** More than the budget. */
    static final class TooMuch extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final int line;

        TooMuch(Node at) {
            super("the document's markup");
            line = Outline.line(at);
        }

        int line() {
            return line;
        }
    }

    @Override
    public void parse(SourceLines lines, Node node) {
        List<SourceLine> all = lines.getLines();
        int length = all.stream().mapToInt(l -> l.getContent().length() + 1).sum();
        if (length <= MAX_CHARS && (matters(node) || length <= SHORT && mayBeFooter(lines.getContent()))) {
            budget.spend(all, length, node);
            parser.parse(lines, node);
        } else {
            node.appendChild(new Text(lines.getContent()));
        }
    }

    private static boolean matters(Node node) {
        return node instanceof Heading || node instanceof TableCell
                || node.getParent() instanceof ListItem && node.getPrevious() == null;
    }

    private static boolean mayBeFooter(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("version") || lower.contains("updated");
    }
}
