package io.countersign.events.state;

import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.FieldSet;
import io.countersign.events.DeploymentEvents.NoteAdded;
import io.countersign.events.DeploymentEvents.NotificationRecorded;
import io.countersign.events.Redactable;
import java.util.List;
import java.util.Map;

/**
 * A deployment's form fields, notes and notifications.
 *
 * @param notifications by id
 */
public record Particulars(Map<String, Redactable> fields, List<Recorded> notes,
        Map<String, Recorded> notifications) {

    static final Particulars NONE = new Particulars(Map.of(), List.of(), Map.of());

    Particulars evolve(Recorded r) {
        return switch (r.event()) {
            case DeploymentOpened o -> {
                Particulars now = this;
                for (var field : o.fields()) {
                    now = now.set(field.name(), field.value());
                }
                yield now;
            }
            case FieldSet f -> set(f.name(), f.value());
            case NoteAdded _ -> new Particulars(fields, Fold.add(notes, r), notifications);
            case NotificationRecorded n ->
                new Particulars(fields, notes, Fold.put(notifications, n.notification(), r));
            default -> this;
        };
    }

    private Particulars set(String name, Redactable value) {
        return new Particulars(Fold.put(fields, name, value), notes, notifications);
    }
}
