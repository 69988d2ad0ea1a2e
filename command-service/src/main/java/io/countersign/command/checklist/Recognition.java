package io.countersign.command.checklist;

import io.countersign.command.checklist.Outline.Place;
import io.countersign.command.checklist.ParsedChecklist.Contact;
import io.countersign.command.checklist.ParsedChecklist.Found;
import io.countersign.command.checklist.ParsedChecklist.Procedure;
import io.countersign.command.checklist.ParsedChecklist.Recognised;
import io.countersign.events.ChecklistEvents.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.Block;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;

/**
 * Notices what a checklist says besides its boxes: sign-off and contact tables, form fields, triggers, thresholds, command blocks. Conventions of people, not
 * of Markdown: what is noticed is shown for confirmation and decides nothing unless a profile is inferred from it.
 */
final class Recognition {

    private static final Pattern FIELD = Pattern.compile("([^:]{1,60}):\\s*(_{3,})?\\s*");
    private static final Pattern THRESHOLD = Pattern.compile("\\(([^()]*\\d[^()]*)\\)");
    private static final Set<String> SHELLS = Set.of("", "bash", "sh", "shell", "zsh", "console", "powershell");
    private static final int MAX_LINE_CHARS = 200;

    private final List<String> signOffRoles = new ArrayList<>();
    private final List<Contact> contacts = new ArrayList<>();
    private final List<String> fields = new ArrayList<>();
    private final List<Found> triggers = new ArrayList<>();
    private final List<Found> thresholds = new ArrayList<>();
    private final List<Procedure> procedures = new ArrayList<>();
    private String heading = "";
    private boolean form;

    Recognised result() {
        return new Recognised(signOffRoles, contacts, fields, triggers, thresholds, procedures);
    }

    /** A heading: what follows stands under it. */
    void enter(String title) {
        heading = title.toLowerCase(Locale.ROOT);
        form = false;
    }

    void item(Item item) {
        Matcher parenthesis = THRESHOLD.matcher(item.text());
        if (parenthesis.find()) {
            thresholds.add(new Found(item.id(), item.line(), parenthesis.group(1).strip()));
        }
    }

    /** A list item without a box. */
    void line(ListItem listItem, Place place) {
        if (!(listItem.getFirstChild() instanceof Paragraph paragraph)) {
            return;
        }
        String text = RenderedText.of(paragraph);
        if (text.length() > MAX_LINE_CHARS) {
            return;
        }
        if (heading.contains("trigger")) {
            triggers.add(new Found(place.section(), Outline.line(listItem), text));
        }
        Matcher field = FIELD.matcher(text);
        if (field.matches() && (field.group(2) != null || form)) {
            form = true;
            fields.add(field.group(1).strip());
        }
    }

    /** A block that is neither a heading nor a list. */
    void see(Block block, Place place) {
        if (block instanceof FencedCodeBlock code) {
            procedure(code, place);
        } else if (block instanceof TableBlock) {
            table(block);
        }
    }

    private void procedure(FencedCodeBlock code, Place place) {
        String language = code.getInfo().strip().toLowerCase(Locale.ROOT);
        if (SHELLS.contains(language)) {
            List<String> commands = code.getLiteral().lines().map(String::strip)
                    .filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
            procedures.add(new Procedure(place.section(), place.item(), Outline.line(code), language, commands));
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
            if (header.contains("signature")) {
                signOffRoles.add(cells.get(role));
            } else if (availability >= 0) {
                contacts.add(new Contact(cells.get(role), cells.get(availability), Outline.line(row)));
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
