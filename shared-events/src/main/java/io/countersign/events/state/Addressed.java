package io.countersign.events.state;

import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.SafeguardEvents;
import io.countersign.events.SafeguardEvents.ControlDecided;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The latest decision on each addressable control, in the system and environment of a deployment. They are no events of the deployment itself. */
public record Addressed(Map<String, Decided> byControl) {

    /** @param person who decided, of Security */
    public record Decided(ControlDecided decision, long position, Instant time, @Nullable String person) {

        /** The name used in JSON, by people and in conditions. */
        public String label() {
            return decision.implemented() ? "implemented" : "not-implemented";
        }
    }

    static final Addressed NONE = new Addressed(Map.of());

    /** Whether an event decides on a control where the deployment goes. */
    public static boolean concerns(SafeguardEvents event, DeploymentOpened opened) {
        return event.system().equals(opened.scope().system())
                && event.environment().equals(opened.scope().environment());
    }

    Addressed evolve(Recorded r) {
        return r.event() instanceof ControlDecided d
                ? new Addressed(Fold.put(byControl, d.control(), new Decided(d, r.position(), r.time(), r.person())))
                : this;
    }

    public Optional<Decided> of(String control) {
        return Optional.ofNullable(byControl.get(control));
    }
}
