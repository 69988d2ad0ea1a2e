package io.countersign.events.state;

import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackDeclined;
import io.countersign.events.RollbackEvents.RollbackStepRecorded;
import io.countersign.events.RollbackEvents.RollbackVerified;
import java.util.ArrayList;
import java.util.List;

/** What was declared, declined, done and verified of a rollback, in order. */
public record Rollback(List<Recorded> declared, List<Recorded> declined, List<Recorded> steps,
        List<Recorded> verifications) {

    static final Rollback NONE = new Rollback(List.of(), List.of(), List.of(), List.of());

    Rollback evolve(Recorded r) {
        return switch (r.event()) {
            case RollbackDeclared _ -> new Rollback(and(declared, r), declined, steps, verifications);
            case RollbackDeclined _ -> new Rollback(declared, and(declined, r), steps, verifications);
            case RollbackStepRecorded _ -> new Rollback(declared, declined, and(steps, r), verifications);
            case RollbackVerified _ -> new Rollback(declared, declined, steps, and(verifications, r));
            default -> this;
        };
    }

    static List<Recorded> and(List<Recorded> list, Recorded r) {
        List<Recorded> longer = new ArrayList<>(list);
        longer.add(r);
        return List.copyOf(longer);
    }
}
