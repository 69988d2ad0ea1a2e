package io.countersign.query.deployments;

import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.state.Definition;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.ItemState;
import io.countersign.events.state.ItemStates;
import java.time.Instant;

/**
 * How far a deployment's items are: those that gate it, or once a rollback was declared the rollback's as well; recurring ones never count.
 *
 * @param settled completed, not applicable or waived
 */
public record Counts(int total, int settled, int open, int failed) {

    static Counts of(Definition definition, DeploymentState state, Instant at) {
        return of(definition, state, ItemStates.at(at, definition, state));
    }

    static Counts of(Definition definition, DeploymentState state, ItemStates states) {
        boolean rollback = !state.rollback().declared().isEmpty();
        int total = 0;
        int settled = 0;
        int failed = 0;
        for (int place = 0; place < definition.items().size(); place++) {
            RequiredFor counts = definition.requiredFor(place);
            if (counts == RequiredFor.RECURRING || counts == RequiredFor.ROLLBACK && !rollback) {
                continue;
            }
            ItemState now = states.of(place);
            total++;
            settled += now.settled() ? 1 : 0;
            failed += now == ItemState.FAILED ? 1 : 0;
        }
        return new Counts(total, settled, total - settled - failed, failed);
    }
}
