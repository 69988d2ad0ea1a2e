package io.countersign.command.checklist;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.commonmark.Extension;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Markdown document as a checklist: every checkbox of CommonMark with GitHub's task lists is an item, in document order; a CommonMark parser decides
 * what is one. Ids are told in {@link Slug} and {@link Outline}.
 */
public final class MarkdownChecklist {

    public static final int MAX_BYTES = 5 * 1024 * 1024;
    public static final int MAX_ITEMS = 10_000;
    /** UTF-8 bytes of one item's or heading's text. */
    public static final int MAX_TEXT_BYTES = 4 * 1024;
    /** Lists in lists, quotes in quotes; an item in an item takes two. */
    static final int MAX_DEPTH = 200;
    /** Lines with something on them: each may be a block, and some hundred bytes of memory until the document is read. */
    static final int MAX_LINES = 250_000;
    static final int MAX_PIPES = 300_000;
    /** Each line costs the parser as many steps as blocks are open around it, so documents of very many lines may nest less deep. */
    private static final int MAX_STEPS = 25_000_000;
    /** Each line that is not blank is remembered by every block around it, in some 40 bytes. */
    private static final int MAX_SPANS = 2_000_000;
    /** One document at a time: a hostile one may take a hundred MiB of memory while it is read. */
    private static final Lock READING = new ReentrantLock(true);

    private MarkdownChecklist() {}

    /** @throws MalformedChecklist when the bytes are no checklist, with the line at fault */
    public static ParsedChecklist parse(byte[] bytes) throws MalformedChecklist {
        String source = withoutBlankEnd(Source.text(bytes, MAX_BYTES, "markdown"));
        READING.lock();
        try {
            return parse(source);
        } finally {
            READING.unlock();
        }
    }

    private static ParsedChecklist parse(String source) throws MalformedChecklist {
        FrontMatter frontMatter = FrontMatter.of(source);
        int depth = depth(source);
        Node document = document(source, frontMatter.present(), depth);
        Outline outline = Outline.of(document, source, depth);
        if (outline.items().isEmpty()) {
            throw new MalformedChecklist("markdown", 0,
                    "The document holds no checkbox: an item is a list item that begins with [ ], such as \"- [ ] Tests pass\".");
        }
        Footer footer = Footer.of(document);
        return new ParsedChecklist(title(document, frontMatter), outline.sections(), outline.items(),
                footer.version() != null ? footer.version() : frontMatter.version(),
                footer.updated() != null ? footer.updated() : frontMatter.updated(),
                outline.recognised());
    }

    private static String withoutBlankEnd(String text) {
        int end = text.length();
        while (end > 0 && " \t\r\n".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    /** How deep a document of so many lines may nest. */
    private static int depth(String source) throws MalformedChecklist {
        int lines = 1;
        int written = 0;
        int pipes = 0;
        boolean blank = true;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\n' || c == '\r') {
                lines += c == '\r' && i + 1 < source.length() && source.charAt(i + 1) == '\n' ? 0 : 1;
                blank = true;
                continue;
            }
            if (blank && c != ' ' && c != '\t') {
                blank = false;
                most(++written, MAX_LINES, "lines that are not blank", lines);
            }
            if (c == '|') {
                most(++pipes, MAX_PIPES, "vertical bars, such as part a table's cells", lines);
            }
        }
        return Math.min(MAX_DEPTH, Math.min(MAX_STEPS / lines, MAX_SPANS / Math.max(1, written)));
    }

    private static void most(int count, int most, String what, int line) throws MalformedChecklist {
        if (count > most) {
            throw new MalformedChecklist("markdown", line, "A checklist has at most " + most + " " + what);
        }
    }

    private static Node document(String source, boolean frontMatter, int depth) throws MalformedChecklist {
        List<Extension> extensions = new ArrayList<>(List.of(TaskListItemsExtension.create(),
                TablesExtension.create(), StrikethroughExtension.create()));
        if (frontMatter) {
            extensions.add(YamlFrontMatterExtension.create());
        }
        // two more than are allowed, so that what nests deeper is seen and refused instead of being read as text
        Parser parser = Parser.builder().extensions(extensions).includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .maxOpenBlockParsers(depth + 2).inlineParserFactory(new BoundedInlines.Budget()::parser).build();
        try {
            return parser.parse(source);
        } catch (BoundedInlines.TooMuch e) {
            throw new MalformedChecklist("markdown", e.line(), "There is more markup than can be read");
        } catch (IllegalArgumentException e) {
            // the tables extension says so when a document has more than a million table cells
            throw new MalformedChecklist("markdown", 0, "The document's tables are too large to be read.");
        }
    }

    private static String title(Node document, FrontMatter frontMatter) {
        @Nullable
        String any = frontMatter.title();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && !RenderedText.of(heading).isEmpty()) {
                if (heading.getLevel() == 1) {
                    return RenderedText.of(heading);
                }
                any = any == null ? RenderedText.of(heading) : any;
            }
        }
        return any == null ? "Untitled checklist" : any;
    }
}
