package io.countersign.command.maintenance;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Question;
import io.countersign.events.LedgerEvent;
import io.countersign.events.Place;
import io.countersign.events.state.Maintenance;
import java.util.List;

/**
 * What of a place's maintenance was missed and is not recorded yet, asked by the system itself. All of the place is looked at, so of two nodes that ask at
 * once one records a miss and the other finds it recorded.
 */
record MissQuestion(Place place) implements Question {

    /** Misses sealed in one append; after a long time there may be more, and it is asked again. */
    static final int MOST = 200;

    @Override
    public String action() {
        return "miss";
    }

    @Override
    public List<Look> looks() {
        return List.of(Look.at(place.maintenance()));
    }

    @Override
    public Decision decide(Known known) {
        return new Accepted(Maintenance.fold(known.events()).missed(known.now()).stream().limit(MOST)
                .map(LedgerEvent.class::cast).toList());
    }
}
