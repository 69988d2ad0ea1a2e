package io.countersign.command.checklist;

import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.Section;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Heading;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/**
 * A document's headings and checkboxes in order, each with its id.
 *
 * <p>An item's id is the slugs of the headings above it, of the items it is nested under, and of its own text, joined with dots; the level-one
 * heading is left out when the document has only one. A heading inside a quote or a list item speaks for that block alone.
 */
final class Outline {

    /** Of an id only the first {@link Slug#MAX_ID_BYTES} bytes are kept, so no path need grow longer than this. */
    private static final int MAX_PATH_CHARS = 2 * Slug.MAX_ID_BYTES;

    private final String source;
    private final boolean oneTitle;
    private final int maxDepth;
    private final Slug.Ids sectionIds = new Slug.Ids();
    private final Slug.Ids itemIds = new Slug.Ids();
    private final List<Section> sections = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private final Recognition recognition = new Recognition();

    /** A heading that is in force, and the one around it. */
    private record Open(int level, String path, @Nullable String section, @Nullable Open outer) {}

    /** Where something stands: the section and the item around it. */
    record Place(@Nullable String section, @Nullable String item) {}

    /** What surrounds a block: the innermost heading, the path of the items it is nested under, the innermost of them. */
    private record Around(@Nullable Open heading, String itemPath, @Nullable String item, int depth) {

        Around inside() {
            return new Around(heading, itemPath, item, depth + 1);
        }

        Around inside(String path, String id) {
            return new Around(heading, path, id, depth + 1);
        }

        Around under(@Nullable Open next) {
            return new Around(next, itemPath, item, depth);
        }

        String headingPath() {
            return heading == null ? "" : heading.path();
        }

        @Nullable
        String section() {
            return heading == null ? null : heading.section();
        }

        Place place() {
            return new Place(section(), item);
        }
    }

    private Outline(String source, boolean oneTitle, int maxDepth) {
        this.source = source;
        this.maxDepth = maxDepth;
        this.oneTitle = oneTitle;
    }

    static Outline of(Node document, String source, int maxDepth) throws MalformedChecklist {
        Outline outline = new Outline(source, titles(document) == 1, maxDepth);
        outline.blocks(document, new Around(null, "", null, 0));
        return outline;
    }

    List<Section> sections() {
        return sections;
    }

    List<Item> items() {
        return items;
    }

    /** What else was seen on the way. */
    ParsedChecklist.Recognised recognised() {
        return recognition.result();
    }

    private static int titles(Node document) {
        int[] count = {0};
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                count[0] += heading.getLevel() == 1 ? 1 : 0;
            }
        });
        return count[0];
    }

    private void blocks(Node parent, Around outside) throws MalformedChecklist {
        if (outside.depth() > maxDepth) {
            throw new MalformedChecklist("markdown", line(parent),
                    "Lists and quotes nest deeper than " + maxDepth + " levels");
        }
        Around around = outside;
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case Heading heading -> around = around.under(heading(heading, around.heading()));
                case ListBlock list -> list(list, around.inside());
                case Paragraph _ -> {
                }
                case Block block -> {
                    recognition.see(block, around.place());
                    blocks(block, around.inside());
                }
                default -> {
                }
            }
        }
    }

    private @Nullable Open heading(Heading heading, @Nullable Open before) throws MalformedChecklist {
        Open outer = before;
        while (outer != null && outer.level() >= heading.getLevel()) {
            outer = outer.outer();
        }
        String title = bounded(RenderedText.of(heading), line(heading));
        if (heading.getLevel() == 1 && oneTitle) {
            recognition.enter(title, null, line(heading));
            return outer;
        }
        String slug = Slug.of(title);
        String id = sectionIds.unique(outer == null ? slug : outer.section() + "." + slug);
        recognition.enter(title, id, line(heading));
        sections.add(new Section(id, title, heading.getLevel(), line(heading)));
        if (sections.size() > MarkdownChecklist.MAX_ITEMS) {
            throw new MalformedChecklist("markdown", line(heading),
                    "A checklist has at most " + MarkdownChecklist.MAX_ITEMS + " headings");
        }
        return new Open(heading.getLevel(), joined(outer == null ? "" : outer.path(), slug), id, outer);
    }

    private void list(ListBlock list, Around around) throws MalformedChecklist {
        Integer number = list instanceof OrderedList ordered ? ordered.getMarkerStartNumber() : null;
        for (Node node = list.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof ListItem listItem) {
                Box box = Box.of(listItem, source);
                if (box == null) {
                    recognition.line(listItem, number, around.place());
                    blocks(listItem, around.inside());
                } else {
                    blocks(listItem, item(box, number, around));
                }
                number = number == null ? null : number + 1;
            }
        }
    }

    private Around item(Box box, @Nullable Integer number, Around around) throws MalformedChecklist {
        String text = bounded(box.text(), box.line());
        String itemPath = joined(around.itemPath(), Slug.of(text));
        String id = itemIds.unique(joined(around.headingPath(), itemPath));
        Item item = new Item(id, text, around.item(), around.section(), number, box.line(), box.checked());
        recognition.item(item);
        items.add(item);
        if (items.size() > MarkdownChecklist.MAX_ITEMS) {
            throw new MalformedChecklist("markdown", box.line(),
                    "A checklist has at most " + MarkdownChecklist.MAX_ITEMS + " items");
        }
        return around.inside(itemPath, id);
    }

    private static String joined(String path, String slug) {
        String joined = path.isEmpty() ? slug : path + "." + slug;
        return joined.length() > MAX_PATH_CHARS ? joined.substring(0, MAX_PATH_CHARS) : joined;
    }

    private static String bounded(String text, int line) throws MalformedChecklist {
        if (text.getBytes(StandardCharsets.UTF_8).length > MarkdownChecklist.MAX_TEXT_BYTES) {
            throw new MalformedChecklist("markdown", line,
                    "A text has at most " + MarkdownChecklist.MAX_TEXT_BYTES + " bytes");
        }
        return text;
    }

    static int line(Node block) {
        return block.getSourceSpans().isEmpty() ? 0 : block.getSourceSpans().getFirst().getLineIndex() + 1;
    }
}
