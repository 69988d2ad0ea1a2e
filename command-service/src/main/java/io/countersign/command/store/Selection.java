package io.countersign.command.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.Tag;

/** Which entries are meant: those that match any of the criteria. */
record Selection(List<Criterion> any) {

    /** Entries with all of these tags and one of these types; an empty set asks nothing. */
    record Criterion(Set<String> tags, Set<String> types) {
        /** Whether it asks for a tag that one append has, or none. */
        boolean once() {
            return tags.size() == 1 && Selection.once(tags.iterator().next());
        }

        boolean matches(Recent.Seen entry) {
            return (types.isEmpty() || types.contains(entry.type())) && entry.tags().containsAll(tags);
        }
    }

    static Selection of(EventCriteria criteria) {
        List<Criterion> any = new ArrayList<>();
        for (EventCriterion each : criteria.flatten()) {
            any.add(new Criterion(names(each.tags(), Selection::name), names(each.types(), QualifiedName::fullName)));
        }
        return new Selection(any);
    }

    /** Loops instead of streams, and no set for a single name: three times in every command, this shows. */
    private static <T> Set<String> names(Set<T> from, Function<T, String> name) {
        return switch (from.size()) {
            case 0 -> Set.of();
            case 1 -> Set.of(name.apply(from.iterator().next()));
            default -> from.stream().map(name).collect(Collectors.toUnmodifiableSet());
        };
    }

    /**
     * Whether a tag is one that no two appends may have: an idempotency key's. As keys are random, one that is not remembered is presumed new without
     * asking the database, whose unique index of tags refuses the commit if it is not.
     */
    static boolean once(String tag) {
        return tag.startsWith(SealedEvents.ONCE);
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
