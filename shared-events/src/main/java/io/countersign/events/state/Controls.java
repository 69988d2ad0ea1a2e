package io.countersign.events.state;

import io.countersign.events.ControlEvents.ControlChecked;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest check of each control in a deployment. */
public record Controls(Map<String, Check> byId) {

    public record Check(ControlChecked checked, long position, Instant time, @Nullable String person) {}

    static final Controls NONE = new Controls(Map.of());

    Controls evolve(Recorded r) {
        return r.event() instanceof ControlChecked c
                ? new Controls(Fold.put(byId, c.control(), new Check(c, r.position(), r.time(), r.person())))
                : this;
    }
}
