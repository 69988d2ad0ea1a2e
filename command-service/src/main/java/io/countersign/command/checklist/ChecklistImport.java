package io.countersign.command.checklist;

import io.countersign.events.ChecklistEvents;
import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.ChecklistItemsListed;
import io.countersign.events.ChecklistEvents.ChecklistRecognized;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.ChecklistEvents.ProfileItemsListed;
import io.countersign.events.ChecklistEvents.Profiled;
import io.countersign.events.ChecklistEvents.Section;
import io.countersign.events.EventCatalog;
import io.countersign.events.LedgerEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The events of an import, to be sealed in one append, in order: headers first, each followed by as many parts as it says. */
public final class ChecklistImport {

    /** JSON bytes of one event: an entry holds 65,535 bytes and needs some of them for what it says about itself. */
    static final int MAX_BYTES = 48 * 1024;

    private ChecklistImport() {}

    /**
     * A new version of a checklist together with its profile.
     *
     * @param id of the checklist
     * @param version from 1
     * @param profileVersion from 1, counted per checklist id
     * @param digest hex SHA-256 of the Markdown's exact bytes
     * @param size of the Markdown in bytes
     */
    public static List<ChecklistEvents> events(String id, int version, int profileVersion, ParsedChecklist checklist,
            ParsedProfile profile, String digest, long size) {
        List<List<Section>> sections = parts(checklist.sections(),
                s -> new ChecklistItemsListed(id, version, 1, List.of(s), List.of()));
        List<List<Item>> items = parts(checklist.items(),
                i -> new ChecklistItemsListed(id, version, 1, List.of(), List.of(i)));
        List<ChecklistEvents> all = new ArrayList<>();
        all.add(new ChecklistImported(id, version, checklist.title(), digest, size, checklist.items().size(),
                checklist.sections().size(), sections.size() + items.size(), checklist.sourceVersion(),
                checklist.sourceUpdated()));
        for (List<Section> part : sections) {
            all.add(new ChecklistItemsListed(id, version, all.size(), part, List.of()));
        }
        for (List<Item> part : items) {
            all.add(new ChecklistItemsListed(id, version, all.size(), List.of(), part));
        }
        all.add(recognized(id, version, checklist.recognised()));
        all.addAll(profileEvents(id, version, profileVersion, profile,
                new Profiled(digest, checklist.items().size(), checklist.sections().size())));
        return List.copyOf(all);
    }

    /** As much of it as fits one entry: it is shown, and decides nothing. */
    private static ChecklistRecognized recognized(String id, int version, ParsedChecklist.Recognised all) {
        for (int most = 1_000;; most /= 2) {
            ParsedChecklist.Recognised r = all.first(most);
            ChecklistRecognized event = new ChecklistRecognized(id, version, r.procedures(), r.signOffs(), r.contacts(),
                    r.fields(), r.triggers(), r.thresholds(), r.conditionals(), r.recurring(),
                    all.size() - r.size() + all.more());
            if (most == 0 || size(event) <= MAX_BYTES) {
                return event;
            }
        }
    }

    /** A new profile for a checklist version that is already there. @param of that version */
    public static List<ChecklistEvents> profileEvents(String id, int version, int profileVersion,
            ParsedProfile profile, Profiled of) {
        List<List<ItemRule>> parts = parts(profile.items(),
                i -> new ProfileItemsListed(id, profileVersion, 1, List.of(i)));
        List<ChecklistEvents> all = new ArrayList<>();
        all.add(header(id, version, profileVersion, parts.size(), profile, of));
        for (List<ItemRule> part : parts) {
            all.add(new ProfileItemsListed(id, profileVersion, all.size(), part));
        }
        return List.copyOf(all);
    }

    /** Whether the profile's own entry (all of it but its items) fits; the longest checklist id assumed. */
    static boolean headerFits(ParsedProfile profile) {
        return size(header("x".repeat(63), Integer.MAX_VALUE, Integer.MAX_VALUE, 0, profile,
                new Profiled("0".repeat(64), Integer.MAX_VALUE, Integer.MAX_VALUE))) <= MAX_BYTES;
    }

    private static ProfileImported header(String id, int version, int profileVersion, int parts, ParsedProfile p,
            Profiled of) {
        return new ProfileImported(id, version, profileVersion, p.digest(), p.inferred(), parts, p.roles(), p.voids(),
                p.fields(), p.sections(), p.thresholds(), p.triggers(), p.rights(), p.assumptions(), p.gates(),
                p.procedures(),
                p.contacts(), of, ControlCatalogue.shipped().addressable(p.items().stream()
                        .flatMap(i -> i.controls().stream()).collect(Collectors.toUnmodifiableSet())),
                p.fieldTypes());
    }

    /** Neighbours together as long as they fit. What each would take in an event of its own is added up, which is a little more than it takes. */
    private static <T> List<List<T>> parts(List<T> all, Function<T, LedgerEvent> alone) {
        List<List<T>> parts = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int i = 0; i < all.size(); i++) {
            int next = size(alone.apply(all.get(i)));
            if (bytes + next > MAX_BYTES) {
                parts.add(all.subList(from, i));
                from = i;
                bytes = 0;
            }
            bytes += next;
        }
        if (from < all.size()) {
            parts.add(all.subList(from, all.size()));
        }
        return parts;
    }

    private static int size(LedgerEvent event) {
        return EventCatalog.write(event).getBytes(StandardCharsets.UTF_8).length;
    }
}
