package io.countersign.events.state;

import io.countersign.events.DeploymentEvents.Band;
import io.countersign.events.DeploymentEvents.MeasurementRecorded;
import io.countersign.events.DeploymentEvents.TriggerClosed;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The latest value of each measurement, and the rollback triggers that stand open. */
public record Measurements(Map<String, Latest> byName, Map<String, Open> openTriggers) {

    /** @param breachedSince since when every value of this name lay in the trigger band; null when the last did not */
    public record Latest(MeasurementRecorded measured, long position, Instant time, @Nullable Instant breachedSince) {}

    public record Open(TriggerOpened trigger, long position, Instant time) {}

    static final Measurements NONE = new Measurements(Map.of(), Map.of());

    Measurements evolve(Recorded r) {
        return switch (r.event()) {
            case MeasurementRecorded m -> new Measurements(Fold.put(byName, m.name(), latest(m, r)), openTriggers);
            case TriggerOpened t ->
                new Measurements(byName, Fold.put(openTriggers, t.trigger(), new Open(t, r.position(), r.time())));
            case TriggerClosed t -> new Measurements(byName, Fold.remove(openTriggers, t.trigger()));
            default -> this;
        };
    }

    private Latest latest(MeasurementRecorded m, Recorded r) {
        if (m.band() != Band.TRIGGER) {
            return new Latest(m, r.position(), r.time(), null);
        }
        Instant measured = Objects.requireNonNullElse(m.occurredAt(), r.time());
        Latest before = byName.get(m.name());
        Instant since = before == null || before.breachedSince() == null ? measured : before.breachedSince();
        return new Latest(m, r.position(), r.time(), since);
    }
}
