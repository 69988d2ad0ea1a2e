package io.countersign.events.state;

import io.countersign.events.MaintenanceEvents;
import io.countersign.events.MaintenanceEvents.ObligationCompleted;
import io.countersign.events.MaintenanceEvents.ObligationEnded;
import io.countersign.events.MaintenanceEvents.ObligationMissed;
import io.countersign.events.MaintenanceEvents.ObligationNotApplicable;
import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.MaintenanceEvents.Period;
import io.countersign.events.state.Obligation.Outcome;
import io.countersign.events.state.Obligation.Settled;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the maintenance events of one place add up to: its obligations by id, in the order in which they first began. */
public record Maintenance(Map<String, Obligation> byId) {

    public static final Maintenance NONE = new Maintenance(Map.of());

    /** The state after one more event; events of other kinds change nothing. */
    public Maintenance evolve(Recorded r) {
        return switch (r.event()) {
            case ObligationOpened o -> new Maintenance(Fold.put(byId, o.obligation(),
                    byId.getOrDefault(o.obligation(), new Obligation(o.obligation(), List.of())).open(o, r)));
            case ObligationCompleted c -> settle(c, c.period(), c.withinGrace() ? Outcome.LATE : Outcome.MET, r);
            case ObligationNotApplicable n -> settle(n, n.period(), Outcome.NOT_APPLICABLE, r);
            case ObligationMissed m -> settle(m, m.period(), Outcome.MISSED, r);
            case ObligationEnded e ->
                new Maintenance(Fold.change(byId, e.obligation(), o -> o.change(e.begins(), t -> t.end(e))));
            default -> this;
        };
    }

    private Maintenance settle(MaintenanceEvents event, Period period, Outcome outcome, Recorded by) {
        return new Maintenance(Fold.change(byId, event.obligation(),
                o -> o.change(period.begins(), t -> t.settle(period.number(), new Settled(outcome, by)))));
    }

    /** The state that events in ascending order add up to. */
    public static Maintenance fold(Iterable<Recorded> events) {
        Maintenance state = NONE;
        for (Recorded r : events) {
            state = state.evolve(r);
        }
        return state;
    }

    /** The obligations an id or an unambiguous suffix of one may mean: one when it is certain, none when unknown, several when ambiguous. */
    public List<Obligation> matching(String idOrSuffix) {
        Obligation exact = byId.get(idOrSuffix);
        if (exact != null) {
            return List.of(exact);
        }
        List<Obligation> atMark = ending(":" + idOrSuffix);
        if (atMark.isEmpty()) {
            atMark = ending("." + idOrSuffix);
        }
        return atMark.isEmpty() && !idOrSuffix.isEmpty() ? ending(idOrSuffix) : atMark;
    }

    private List<Obligation> ending(String suffix) {
        return byId.values().stream().filter(o -> o.id().endsWith(suffix)).toList();
    }

    /** When the next of all periods can no longer be met; empty when none is left. */
    public Optional<Instant> nextMiss() {
        return byId.values().stream().flatMap((Obligation o) -> o.awaited().stream()).map(Period::graceEnds)
                .min(Instant::compareTo);
    }

    /** Every period of every obligation that is missed at this instant and not recorded so, those first that were to be met first. */
    public List<ObligationMissed> missed(Instant at) {
        return byId.values().stream().flatMap((Obligation o) -> misses(o, at))
                .sorted(java.util.Comparator.comparing((ObligationMissed m) -> m.period().graceEnds())).toList();
    }

    private static Stream<ObligationMissed> misses(Obligation o, Instant at) {
        return o.missed(at).stream().map(p -> new ObligationMissed(o.term().opened().place(), o.id(), p));
    }
}
