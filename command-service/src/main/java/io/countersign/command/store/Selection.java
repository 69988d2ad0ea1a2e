package io.countersign.command.store;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** Which entries are meant: those that match any of the criteria. */
record Selection(List<Criterion> any) {

    /** Entries with all of these tags and one of these types; an empty set asks nothing. */
    record Criterion(Set<String> tags, Set<String> types) {
        boolean matches(Recent.Seen entry) {
            return (types.isEmpty() || types.contains(entry.type())) && entry.tags().containsAll(tags);
        }
    }

    static Selection of(EventCriteria criteria) {
        return new Selection(criteria.flatten().stream()
                .map(c -> new Criterion(c.tags().stream().map(Selection::name).collect(Collectors.toUnmodifiableSet()),
                        c.types().stream().map(QualifiedName::fullName).collect(Collectors.toUnmodifiableSet())))
                .toList());
    }

    /** A tag as it stands in the table. */
    static String name(Tag tag) {
        return tag.key() + "/" + tag.value();
    }

    boolean everything() {
        return any.isEmpty() || any.stream().anyMatch(c -> c.tags().isEmpty() && c.types().isEmpty());
    }

    boolean matches(Recent.Seen entry) {
        return any.isEmpty() || any.stream().anyMatch(c -> c.matches(entry));
    }
}
