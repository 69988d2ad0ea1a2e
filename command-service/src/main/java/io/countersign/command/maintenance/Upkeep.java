package io.countersign.command.maintenance;

import io.countersign.command.axon.Asked;
import io.countersign.command.axon.Decisions;
import io.countersign.command.axon.History;
import io.countersign.command.axon.Outcome;
import io.countersign.command.decision.Look;
import io.countersign.command.identity.Asker;
import io.countersign.command.schedule.Overseen;
import io.countersign.events.EventCatalog;
import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.Place;
import io.countersign.events.state.Maintenance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records what was missed. All it knows it reads from the log, so it may be asked at any time, by any node, as often as one likes. */
public final class Upkeep implements Overseen {

    private static final Look OPENED = Look.at("type/" + EventCatalog.typeOf(ObligationOpened.class));

    private final Decisions decisions;
    private final History history;

    public Upkeep(Decisions decisions, History history) {
        this.decisions = decisions;
        this.history = history;
    }

    @Override
    public String name() {
        return "maintenance";
    }

    /** Every place where maintenance ever began. */
    @Override
    public List<String> subjects() {
        return history.read(OPENED).stream().map(r -> ((ObligationOpened) r.event()).place())
                .map(p -> p.system() + "/" + p.environment()).distinct().toList();
    }

    /** Neither a system's name nor an environment's has a slash. */
    @Override
    public Optional<Instant> look(String subject) {
        int slash = subject.indexOf('/');
        return record(new Place(subject.substring(0, slash), subject.substring(slash + 1)));
    }

    /**
     * Records every period that was missed at a place.
     *
     * @return when the next one can no longer be met; empty when nothing is left that could be missed
     */
    Optional<Instant> record(Place place) {
        boolean more = true;
        while (more) {
            more = records(place);
        }
        return Maintenance.fold(history.read(Look.at(place.maintenance()))).nextMiss();
    }

    /** A long downtime may leave more than fits one append. */
    private boolean records(Place place) {
        Outcome outcome = decisions.decide(new Asked.From(Asker.system(), null), new MissQuestion(place));
        if (outcome instanceof Outcome.Turned turned) {
            throw new IllegalStateException("what was missed could not be recorded: " + turned.refusal().reason());
        }
        return !outcome.appended().isEmpty();
    }
}
