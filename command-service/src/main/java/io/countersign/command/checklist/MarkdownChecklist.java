package io.countersign.command.checklist;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
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
    /** Each line costs the parser as many steps as blocks are open around it, so documents of very many lines may nest less deep. */
    private static final int MAX_STEPS = 50_000_000;

    private static final Pattern VERSION = Pattern.compile("\\s*version\\s*:\\s*(\\S.{0,99})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern UPDATED = Pattern.compile("\\s*(?:last )?updated\\s*:\\s*(\\S.{0,99})",
            Pattern.CASE_INSENSITIVE);
    private static final int MAX_FOOTER_CHARS = 200;

    private MarkdownChecklist() {}

    /** @throws MalformedChecklist when the bytes are no checklist, with the line at fault */
    public static ParsedChecklist parse(byte[] bytes) throws MalformedChecklist {
        String source = Source.text(bytes, MAX_BYTES, "markdown");
        FrontMatter frontMatter = FrontMatter.of(source);
        int depth = depth(source);
        Node document = document(source, frontMatter.present(), depth);
        Outline outline = Outline.of(document, source, depth);
        if (outline.items().isEmpty()) {
            throw new MalformedChecklist("markdown", 0,
                    "The document holds no checkbox: an item is a list item that begins with [ ], such as \"- [ ] Tests pass\".");
        }
        String version = footer(document, VERSION);
        String updated = footer(document, UPDATED);
        return new ParsedChecklist(title(document, frontMatter), outline.sections(), outline.items(),
                version != null ? version : frontMatter.version(),
                updated != null ? updated : frontMatter.updated(),
                outline.recognised());
    }

    private static int depth(String source) {
        long lines = source.chars().filter(c -> c == '\n' || c == '\r').count() + 1;
        return (int) Math.min(MAX_DEPTH, MAX_STEPS / lines);
    }

    private static Node document(String source, boolean frontMatter, int depth) throws MalformedChecklist {
        List<Extension> extensions = new ArrayList<>(List.of(TaskListItemsExtension.create(),
                TablesExtension.create(), StrikethroughExtension.create()));
        if (frontMatter) {
            extensions.add(YamlFrontMatterExtension.create());
        }
        // two more than are allowed, so that what nests deeper is seen and refused instead of being read as text
        Parser parser = Parser.builder().extensions(extensions).includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .maxOpenBlockParsers(depth + 2).inlineParserFactory(BoundedInlines::new).build();
        try {
            return parser.parse(source);
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

    /** What the last line of this form says, such as {@code **Version**: 1.0.0} at a document's end. */
    private static @Nullable String footer(Node document, Pattern form) {
        for (Node node = ((Document) document).getLastChild(); node != null; node = node.getPrevious()) {
            if (node instanceof Paragraph) {
                List<String> lines = RenderedText.lines(node).lines().filter(l -> l.length() <= MAX_FOOTER_CHARS)
                        .flatMap(l -> Stream.of(l.split("[·|]"))).toList();
                for (String line : lines.reversed()) {
                    Matcher matcher = form.matcher(line);
                    if (matcher.matches()) {
                        return matcher.group(1).strip();
                    }
                }
            }
        }
        return null;
    }
}
