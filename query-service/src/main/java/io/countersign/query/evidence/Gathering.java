package io.countersign.query.evidence;

import io.countersign.events.ContactEvents;
import io.countersign.events.DeploymentEvent;
import io.countersign.events.LedgerEvent;
import io.countersign.events.LedgerEvents.ActionRefused;
import io.countersign.events.LedgerEvents.ExportRecorded;
import io.countersign.events.SafeguardEvents;
import io.countersign.query.answer.Problem;
import io.countersign.query.intake.Mirror;
import io.countersign.query.intake.MirrorTable;
import io.countersign.query.intake.Verified;
import io.countersign.query.people.PeopleView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which entries go into a pack: those of the streams asked for, of a period with the one before it and the one after it, and those needed to read
 * them, which introduce the checklists they follow and the people who acted; with a deployment what was decided of safeguards where it goes, and whom to call
 * there. Called within a snapshot.
 */
@Component
class Gathering {

    private final Mirror mirror;
    private final MirrorTable table;
    private final PeopleView people;

    Gathering(Mirror mirror, MirrorTable table, PeopleView people) {
        this.mirror = mirror;
        this.table = table;
        this.people = people;
    }

    /** In order of position. */
    List<Verified> entries(Asked asked, long through) {
        TreeMap<Long, Verified> found = new TreeMap<>();
        for (String stream : asked.streams()) {
            ofStream(asked, stream, through).forEach(v -> found.put(v.position(), v));
        }
        if (asked.deployment() != null && found.isEmpty()) {
            throw Problem.unknown("deployment", "There is no deployment " + asked.deployment() + ".", List.of());
        }
        if (asked.deployment() != null) {
            ofPlace(List.copyOf(found.values()), through).forEach(v -> found.put(v.position(), v));
        }
        // of the whole log every entry between is there or must not be there, or its numbers would have gaps
        if (!asked.streams().contains("")) {
            introductions(List.copyOf(found.values()), through).forEach(v -> found.putIfAbsent(v.position(), v));
        }
        return List.copyOf(found.values());
    }

    /** What was decided of safeguards where a deployment goes, since its gates rest on it, and who is to be called there. */
    private List<Verified> ofPlace(List<Verified> entries, long through) {
        return entries.stream().map(Verified::event).filter(DeploymentEvent.class::isInstance).findFirst()
                .map(e -> ((DeploymentEvent) e).scope()).stream()
                .flatMap(s -> Stream.of(SafeguardEvents.subject(s.system(), s.environment()),
                        ContactEvents.subject(s.system(), s.environment())))
                .flatMap(stream -> mirror.ofStream(stream, through).stream()).toList();
    }

    /** Entries of the streams asked for that were sealed between assembly and export. */
    List<Verified> between(Asked asked, long through, long export) {
        TreeMap<Long, Verified> found = new TreeMap<>();
        for (String stream : asked.streams()) {
            List<Verified> all = stream.isEmpty()
                    ? mirror.entries(through + 1, export)
                    : mirror.ofStream(stream, table.count(stream, through), export - 1, Integer.MAX_VALUE);
            all.forEach(v -> found.put(v.position(), v));
        }
        return List.copyOf(found.values());
    }

    private List<Verified> ofStream(Asked asked, String stream, long through) {
        if (asked.from() == null || asked.to() == null) {
            return mirror.ofStream(stream, through);
        }
        return table.around(stream, asked.from(), asked.to(), through).map(range -> {
            int count = Math.toIntExact(range[1] - range[0] + 1);
            return stream.isEmpty()
                    ? mirror.entries(range[0], range[1] + 1)
                    : mirror.ofStream(stream, range[0], through, count);
        }).orElse(List.of());
    }

    private List<Verified> introductions(List<Verified> entries, long through) {
        Set<String> checklists = new LinkedHashSet<>();
        Set<String> persons = new LinkedHashSet<>();
        for (Verified each : entries) {
            String checklist = checklist(each.event());
            if (checklist != null) {
                checklists.add(checklist);
            }
            if (each.entry().author().person() != null) {
                persons.add(each.entry().author().person());
            }
        }
        List<Verified> found = new ArrayList<>();
        for (String checklist : checklists) {
            List<Verified> imported = mirror.about("checklist/" + checklist, through);
            imported.stream().map(v -> v.entry().author().person()).filter(java.util.Objects::nonNull)
                    .forEach(persons::add);
            found.addAll(imported);
        }
        found.addAll(mirror.at(List.copyOf(people.introducedAt(persons))));
        return found;
    }

    private static @Nullable String checklist(@Nullable LedgerEvent event) {
        return switch (event) {
            case DeploymentEvent e -> e.scope().checklist();
            case ActionRefused e when e.scope() != null -> e.scope().checklist();
            case ExportRecorded e when e.scope() != null -> e.scope().checklist();
            case null, default -> null;
        };
    }

    /** Digests of evidence that entries name, and of the checklists' own sources. */
    static Set<String> files(List<Verified> entries) {
        Set<String> files = new LinkedHashSet<>();
        for (Verified each : entries) {
            files.addAll(each.evidence());
            switch (each.event()) {
                case io.countersign.events.ChecklistEvents.ChecklistImported c -> files.add(c.digest());
                case io.countersign.events.ChecklistEvents.ProfileImported p when p.digest() != null ->
                    files.add(p.digest());
                case null, default -> {
                }
            }
        }
        return files;
    }

    /** Media types of evidence files by digest, as the entries that name them state; of several the latest. */
    static Map<String, String> mediaTypes(List<Verified> entries) {
        Map<String, String> types = new java.util.HashMap<>();
        entries.forEach(e -> types.putAll(e.mediaTypes()));
        return types;
    }

    /** Digests of the redactable values that entries name, each with the position that names it first. */
    static Map<String, Long> redactables(List<Verified> entries) {
        Map<String, Long> digests = new java.util.LinkedHashMap<>();
        entries.forEach(e -> e.redactables().forEach(d -> digests.putIfAbsent(d, e.position())));
        return digests;
    }
}
