package io.countersign.query.contacts;

import io.countersign.events.ChecklistEvents;
import io.countersign.events.ContactEvents.ContactSet;
import io.countersign.events.Redactable;
import io.countersign.query.answer.Person;
import io.countersign.query.intake.Verified;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is called in a role.
 *
 * @param expected availability that the profile asks for; null where it names no such role
 * @param by who set it, {@code at} when, as entry {@code position}; null while nobody has
 */
public record Contact(String role, @Nullable String expected, @Nullable Redactable name, @Nullable Redactable address,
        @Nullable Redactable availability, @Nullable Person by, @Nullable Instant at, @Nullable Long position) {

    /** The profile's roles first, in its order, whether anybody was set or not; then others that somebody was set in, by name. */
    public static List<Contact> of(List<ChecklistEvents.Contact> asked, List<Verified> set) {
        Map<String, Verified> latest = latest(set);
        List<Contact> contacts = new ArrayList<>();
        for (ChecklistEvents.Contact each : asked) {
            Verified found = latest.remove(each.role());
            contacts.add(found == null
                    ? new Contact(each.role(), each.availability(), null, null, null, null, null, null)
                    : of(each.availability(), found));
        }
        latest.values().stream()
                .filter(v -> v.event() instanceof ContactSet c && (c.name() != null || c.address() != null))
                .map(v -> of(null, v)).sorted(java.util.Comparator.comparing(Contact::role)).forEach(contacts::add);
        return contacts;
    }

    private static Map<String, Verified> latest(List<Verified> set) {
        Map<String, Verified> latest = new LinkedHashMap<>();
        for (Verified each : set) {
            if (each.event() instanceof ContactSet contact) {
                latest.put(contact.role(), each);
            }
        }
        return latest;
    }

    private static Contact of(@Nullable String expected, Verified v) {
        if (!(v.event() instanceof ContactSet set)) {
            throw new IllegalStateException("entry " + v.position() + " sets no contact");
        }
        return new Contact(set.role(), expected, set.name(), set.address(), set.availability(),
                Person.of(v.entry().author().person()), v.entry().time(), v.position());
    }
}
