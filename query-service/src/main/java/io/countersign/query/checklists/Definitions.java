package io.countersign.query.checklists;

import io.countersign.events.ChecklistEvents;
import io.countersign.events.state.Definition;
import io.countersign.query.intake.Mirror;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Definitions from the mirror's entries. One never changes once imported, so each is put together once. */
@Component
public class Definitions {

    private record Key(String checklist, int version, int profile) {}

    private static final int MOST = 500;

    private final Mirror mirror;
    private final Map<Key, Definition> known = new ConcurrentHashMap<>();

    Definitions(Mirror mirror) {
        this.mirror = mirror;
    }

    /** Version and profile of a checklist; empty when either was never imported. */
    public Optional<Definition> find(String checklist, int version, int profile) {
        Key key = new Key(checklist, version, profile);
        Definition cached = known.get(key);
        if (cached != null) {
            return Optional.of(cached);
        }
        List<ChecklistEvents> events = mirror.about("checklist/" + checklist, Long.MAX_VALUE).stream()
                .map(io.countersign.query.intake.Verified::event).filter(ChecklistEvents.class::isInstance)
                .map(ChecklistEvents.class::cast).toList();
        Optional<Definition> found = Definition.of(events, version, profile);
        if (known.size() >= MOST) {
            known.clear();
        }
        found.ifPresent(d -> known.put(key, d));
        return found;
    }

    /** @throws IllegalStateException when it is not there, although entries that follow it are */
    public Definition get(String checklist, int version, int profile) {
        return find(checklist, version, profile).orElseThrow(() -> new IllegalStateException(
                "no checklist " + checklist + "@" + version + " with profile " + profile + " in the mirror"));
    }
}
