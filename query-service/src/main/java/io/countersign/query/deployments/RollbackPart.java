package io.countersign.query.deployments;

import io.countersign.events.LedgerEvent;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.Recorded;
import io.countersign.events.state.Rollback;
import io.countersign.query.answer.Person;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was declared, declined, done and verified of a rollback, in order; where it is dealt with, and what was found. */
public record RollbackPart(List<Happened> declared, List<Happened> declined, List<Happened> steps,
        List<Happened> verifications, List<Happened> incidents, List<Happened> postMortems) {

    /** @param what the event's own members */
    public record Happened(LedgerEvent what, @Nullable Person by, Instant at, long position) {}

    static @Nullable RollbackPart of(DeploymentState state) {
        Rollback r = state.rollback();
        boolean nothing = r.declared().isEmpty() && r.declined().isEmpty();
        return nothing
                ? null
                : new RollbackPart(all(r.declared()), all(r.declined()), all(r.steps()), all(r.verifications()),
                        all(r.incidents()), all(r.postMortems()));
    }

    private static List<Happened> all(List<Recorded> recorded) {
        return recorded.stream().map(r -> new Happened(r.event(), Person.of(r.person()), r.time(), r.position()))
                .toList();
    }
}
