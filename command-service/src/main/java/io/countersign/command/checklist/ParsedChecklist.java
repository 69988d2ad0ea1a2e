package io.countersign.command.checklist;

import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.Section;
import io.countersign.events.ChecklistEvents.Contact;
import io.countersign.events.ChecklistEvents.Noticed;
import io.countersign.events.ChecklistEvents.Procedure;
import java.util.ArrayList;
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
     * What else a document says; the members are those of {@link io.countersign.events.ChecklistEvents.ChecklistRecognized}.
     *
     * @param more how many were seen besides and not kept
     */
    public record Recognised(List<Procedure> procedures, List<String> signOffs, List<Contact> contacts,
            List<Noticed> fields, List<Noticed> triggers, List<Noticed> thresholds, List<Noticed> conditionals,
            List<Noticed> recurring, int more) {
        public Recognised {
            procedures = List.copyOf(procedures);
            signOffs = List.copyOf(signOffs);
            contacts = List.copyOf(contacts);
            fields = List.copyOf(fields);
            triggers = List.copyOf(triggers);
            thresholds = List.copyOf(thresholds);
            conditionals = List.copyOf(conditionals);
            recurring = List.copyOf(recurring);
        }

        /** At most so many of each, and so many steps of all procedures together. */
        Recognised first(int most) {
            List<Procedure> some = new ArrayList<>();
            int steps = most;
            for (Procedure p : procedures) {
                if (steps > 0) {
                    some.add(new Procedure(p.id(), p.title(), p.section(), cut(p.steps(), steps)));
                    steps -= p.steps().size();
                }
            }
            return new Recognised(some, cut(signOffs, most), cut(contacts, most), cut(fields, most),
                    cut(triggers, most), cut(thresholds, most), cut(conditionals, most), cut(recurring, most),
                    more);
        }

        /** How much it is: every step, row and line counts one. */
        int size() {
            return procedures.stream().mapToInt(p -> p.steps().size()).sum() + signOffs.size() + contacts.size()
                    + fields.size() + triggers.size() + thresholds.size() + conditionals.size() + recurring.size();
        }

        private static <T> List<T> cut(List<T> list, int most) {
            return list.size() > most ? list.subList(0, most) : list;
        }
    }
}
