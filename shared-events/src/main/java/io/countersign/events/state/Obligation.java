package io.countersign.events.state;

import io.countersign.events.MaintenanceEvents.ObligationEnded;
import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.MaintenanceEvents.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An obligation with all its terms, oldest first: it gets new ones when a version of the checklist goes live that asks for it on others, or asks for it again.
 *
 * @param id {@code <checklist>:<item>}
 */
public record Obligation(String id, List<Term> terms) {

    /** How a period was settled. Met within grace is {@link #LATE}. */
    public enum Outcome {
        MET, LATE, NOT_APPLICABLE, MISSED;

        /** The name used in JSON and by people. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The entry that settled a period. */
    public record Settled(Outcome outcome, Recorded by) {}

    /**
     * The terms on which it runs.
     *
     * @param opened what they are, and since when; @param ended what ended them, null while they run
     * @param settled by the period's number
     * @param next the first period's number that is not settled
     */
    public record Term(ObligationOpened opened, Recorded by, @Nullable ObligationEnded ended,
            NavigableMap<Integer, Settled> settled, int next) {

        Term end(ObligationEnded end) {
            return ended == null ? new Term(opened, by, end, settled, next) : this;
        }

        /** Whoever settles a period first has settled it. */
        Term settle(int number, Settled how) {
            NavigableMap<Integer, Settled> more = new TreeMap<>(settled);
            more.putIfAbsent(number, how);
            int first = next;
            while (more.containsKey(first)) {
                first++;
            }
            return new Term(opened, by, ended, Collections.unmodifiableNavigableMap(more), first);
        }

        public Period period(int number) {
            return Recurrence.period(opened, number);
        }

        /** Whether there is such a period: once the terms have ended, only those that fell due before. */
        boolean has(Period period) {
            return ended == null || !period.due().isAfter(ended.at());
        }

        /** The first period that is neither met nor missed; empty once there is none any more. */
        Optional<Period> awaited() {
            return Optional.of(period(next)).filter(this::has);
        }

        /** Periods that are not settled and that began before {@code at}. */
        List<Period> unsettled(Instant at) {
            List<Period> unsettled = new ArrayList<>();
            for (int number = next;; number++) {
                Period period = period(number);
                if (period.from().isAfter(at) || !has(period)) {
                    return unsettled;
                }
                if (!settled.containsKey(number)) {
                    unsettled.add(period);
                }
            }
        }
    }

    public Obligation {
        terms = List.copyOf(terms);
    }

    /** The latest terms. */
    public Term term() {
        return terms.getLast();
    }

    public boolean runs() {
        return term().ended() == null;
    }

    /** The oldest period that is neither met nor missed; empty when it has ended and nothing is left of it. */
    public Optional<Period> awaited() {
        return terms.stream().flatMap(t -> t.awaited().stream()).findFirst();
    }

    /** The period that completing it at this instant would meet: the oldest one that can be met still. */
    public Optional<Period> meetable(Instant at) {
        return unsettled(at).stream().filter(p -> at.isBefore(p.graceEnds())).findFirst();
    }

    /** The periods that nobody has met by the end of their grace and that are not recorded as missed, oldest first. */
    public List<Period> missed(Instant at) {
        return unsettled(at).stream().filter(p -> !at.isBefore(p.graceEnds())).toList();
    }

    private List<Period> unsettled(Instant at) {
        return terms.stream().flatMap(t -> t.unsettled(at).stream()).toList();
    }

    /** The last period to have been settled, by when it fell due. */
    public Optional<Settled> last() {
        for (Term term : terms.reversed()) {
            if (!term.settled().isEmpty()) {
                return Optional.of(term.settled().lastEntry().getValue());
            }
        }
        return Optional.empty();
    }

    public long count(Outcome outcome) {
        return terms.stream().flatMap(t -> t.settled().values().stream()).filter(s -> s.outcome() == outcome).count();
    }

    /** How it stands at an instant. */
    public Standing at(Instant instant) {
        return Standing.of(awaited(), instant);
    }

    Obligation open(ObligationOpened opened, Recorded by) {
        List<Term> more = new ArrayList<>(terms);
        more.add(new Term(opened, by, null, Collections.emptyNavigableMap(), 1));
        return new Obligation(id, more);
    }

    Obligation change(Instant begins, java.util.function.UnaryOperator<Term> change) {
        return new Obligation(id,
                terms.stream().map(t -> t.opened().begins().equals(begins) ? change.apply(t) : t).toList());
    }
}
