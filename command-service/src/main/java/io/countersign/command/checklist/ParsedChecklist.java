package io.countersign.command.checklist;

import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Markdown document says, read once.
 *
 * @param title its first level-one heading, else the front matter's title, else its first heading
 * @param sections its headings in document order, the only level-one heading left out
 * @param items its checkboxes in document order
 * @param sourceVersion what it says of its own version, if it does; likewise {@code sourceUpdated}
 * @param recognised what else was seen in it, to be confirmed by a profile
 */
public record ParsedChecklist(String title, List<Section> sections, List<Item> items, @Nullable String sourceVersion,
        @Nullable String sourceUpdated, Recognised recognised) {

    public ParsedChecklist {
        sections = List.copyOf(sections);
        items = List.copyOf(items);
    }

    /**
     * @param signOffRoles first column of a table with a Role and a Signature column, as written
     * @param contacts rows of a table with a Role and an Availability column
     * @param fields names of {@code - Name: ____} lines
     * @param triggers lines under a heading that speaks of triggers
     * @param thresholds item texts' parentheses that hold a number, such as {@code < 0.1%}
     * @param procedures fenced command blocks
     */
    public record Recognised(List<String> signOffRoles, List<Contact> contacts, List<String> fields,
            List<Found> triggers,
            List<Found> thresholds, List<Procedure> procedures) {
        public Recognised {
            signOffRoles = List.copyOf(signOffRoles);
            contacts = List.copyOf(contacts);
            fields = List.copyOf(fields);
            triggers = List.copyOf(triggers);
            thresholds = List.copyOf(thresholds);
            procedures = List.copyOf(procedures);
        }
    }

    /** A piece of text, the line it stands on (from 1) and the section or item it belongs to, if any. */
    public record Found(@Nullable String about, int line, String text) {}

    public record Contact(String role, String availability, int line) {}

    /**
     * @param item the item the block stands in, if any
     * @param commands its lines that are neither blank nor comments
     */
    public record Procedure(@Nullable String section, @Nullable String item, int line, String language,
            List<String> commands) {
        public Procedure {
            commands = List.copyOf(commands);
        }
    }
}
