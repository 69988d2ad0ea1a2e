package io.countersign.command.checklist;

import io.countersign.command.checklist.Outline.Place;
import io.countersign.command.checklist.ParsedChecklist.Recognised;
import io.countersign.events.ChecklistEvents.Contact;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.Noticed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.Block;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/**
 * Notices what a checklist says besides its boxes: sign-off and contact tables, form fields, triggers, thresholds, conditions, recurrence, procedures.
 * Conventions of people, not of Markdown: what is noticed is shown for confirmation and decides nothing unless a profile is inferred from it.
 */
final class Recognition {

    /** What says that an item may not apply. The look ahead is there for speed: nearly all places of a text can begin no match, and {@code \b} is dear. */
    private static final Pattern CONDITIONAL = Pattern.compile(
            "(?=[(iawo])(?:\\((?:if|or|when|where|optional|as applicable|n/a)\\b[^)]*\\)?|\\b(?:if|as|when|where) (?:needed|necessary|applicable|required|appropriate)\\b|^optional\\b)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern RECURRING = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(daily|weekly|monthly|quarterly|yearly|annual)(?![\\p{L}\\p{N}])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern FIELD = Pattern.compile("([^:]{1,60}):\\s*(_{3,})?\\s*");
    private static final Pattern PARENTHESIS = Pattern.compile("\\(([^()\\d]{0,100}+\\d[^()]{0,100}+)\\)");
    /** A number that is one without parentheses: a status, a version, a time. It looks ahead as {@link #CONDITIONAL} does. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?=[\\dr])(?:\\breturns? \\d{3}\\b|\\b\\d+\\.\\d+\\+?(?![\\w.])|\\b\\d+ ?(?:%|(?:ms|seconds?|minutes?|hours?|days?)\\b))",
            Pattern.CASE_INSENSITIVE);
    private static final int MAX_LINE_CHARS = 200;
    /** Of what belongs to no item more than so many of a kind are counted and not kept: it bounds what a hostile document costs. */
    static final int MAX_KEPT = 2_000;

    private final Procedures procedures = new Procedures();
    private final List<String> signOffs = new ArrayList<>();
    private final List<Contact> contacts = new ArrayList<>();
    private final List<Noticed> fields = new ArrayList<>();
    private final List<Noticed> triggers = new ArrayList<>();
    private final List<Noticed> thresholds = new ArrayList<>();
    private final List<Noticed> conditionals = new ArrayList<>();
    private final List<Noticed> recurring = new ArrayList<>();
    private String heading = "";
    private boolean form;
    private int more;

    Recognised result() {
        return new Recognised(procedures.result(), signOffs, contacts, fields, triggers, thresholds, conditionals,
                recurring, more + procedures.more());
    }

    /** The interval that a heading speaks of, if it does. */
    static @Nullable String interval(String title) {
        Matcher every = RECURRING.matcher(title);
        if (!every.find()) {
            return null;
        }
        String word = every.group(1).toLowerCase(Locale.ROOT);
        return word.equals("annual") ? "yearly" : word;
    }

    private <T> void keep(List<T> kept, T seen) {
        if (kept.size() < MAX_KEPT) {
            kept.add(seen);
        } else {
            more++;
        }
    }

    /** A heading: what follows stands under it. */
    void enter(String title, @Nullable String section, int line) {
        heading = title.toLowerCase(Locale.ROOT);
        form = false;
        if (section != null) {
            procedures.section(section, title);
            String every = interval(title);
            if (every != null) {
                keep(recurring, new Noticed(section, line, every));
            }
        }
    }

    void item(Item item) {
        procedures.item(item);
        Matcher parenthesis = PARENTHESIS.matcher(item.text());
        Matcher number = NUMBER.matcher(item.text());
        if (parenthesis.find()) {
            thresholds.add(new Noticed(item.id(), item.line(), parenthesis.group(1).strip()));
        } else if (number.find()) {
            thresholds.add(new Noticed(item.id(), item.line(), number.group()));
        }
        Matcher condition = CONDITIONAL.matcher(item.text());
        if (condition.find()) {
            conditionals.add(new Noticed(item.id(), item.line(), condition.group()));
        }
    }

    /** A list item without a box. */
    void line(ListItem listItem, @Nullable Integer number, Place place) {
        if (!(listItem.getFirstChild() instanceof Paragraph paragraph)) {
            return;
        }
        String text = RenderedText.of(paragraph);
        if (text.length() > MAX_LINE_CHARS) {
            return;
        }
        int line = Outline.line(listItem);
        if (number != null) {
            procedures.numbered(text, place.section());
        }
        if (heading.contains("trigger")) {
            keep(triggers, new Noticed(place.section(), line, text));
        }
        Matcher field = FIELD.matcher(text);
        if (field.matches() && (field.group(2) != null || form)) {
            form = true;
            keep(fields, new Noticed(place.section(), line, field.group(1).strip()));
        }
    }

    /** A block that is neither a heading nor a list. */
    void see(Block block, Place place) {
        if (block instanceof FencedCodeBlock code) {
            procedures.block(code, place);
        } else if (block instanceof TableBlock) {
            table(block);
        }
    }

    private void table(Node table) {
        List<Node> rows = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                rows.add(row);
            }
        }
        List<String> header = cells(rows.getFirst()).stream().map(c -> c.toLowerCase(Locale.ROOT)).toList();
        int role = header.indexOf("role");
        if (role < 0) {
            return;
        }
        int availability = header.indexOf("availability");
        for (Node row : rows.subList(1, rows.size())) {
            List<String> cells = cells(row);
            if (cells.get(role).isEmpty()) {
                continue;
            }
            if (header.contains("signature")) {
                keep(signOffs, cells.get(role));
            } else if (availability >= 0 || header.contains("contact")) {
                keep(contacts, new Contact(cells.get(role), availability < 0 ? null : cells.get(availability)));
            }
        }
    }

    private static List<String> cells(Node row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            cells.add(RenderedText.of(cell));
        }
        return cells;
    }
}
