package io.countersign.query.maintenance;

import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.MaintenanceEvents.Period;
import io.countersign.events.state.Obligation;
import io.countersign.events.state.Obligation.Outcome;
import io.countersign.events.state.Obligation.Settled;
import io.countersign.query.answer.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An obligation as of a moment.
 *
 * @param obligation its id, {@code <checklist>:<item>}
 * @param checklist id@version whose going live set its terms; @param grace ISO 8601 period
 * @param state {@code open}, {@code met}, {@code overdue} (due, within grace), {@code missed} (grace has passed) or {@code ended}
 * @param period the oldest one that is neither met nor missed, to which the state belongs; of a met obligation the next; null when there is none
 * @param counts its periods, as they were settled; @param last the latest of them
 * @param ended when it ended; null while it runs
 */
public record ObligationLine(String system, String environment, String obligation, String checklist, String item,
        String text, String every, String grace, String state, @Nullable Due period, Counts counts,
        @Nullable Last last, Instant begins, @Nullable Instant ended, long position) {

    /** @param number from 1 since {@code begins}; @param graceEnds from then on it is missed */
    public record Due(int number, Instant from, Instant due, Instant graceEnds) {

        static Due of(Period p) {
            return new Due(p.number(), p.from(), p.due(), p.graceEnds());
        }
    }

    /** @param late of those met, how many within grace */
    public record Counts(long met, long late, long notApplicable, long missed) {}

    /** @param by null when nobody did it */
    public record Last(String outcome, Instant at, @Nullable Person by, long position) {

        static @Nullable Last of(@Nullable Settled s) {
            return s == null
                    ? null
                    : new Last(s.outcome().label(), s.by().time(), Person.of(s.by().person()), s.by().position());
        }
    }

    /** @param position of the last entry about it */
    public static ObligationLine of(Obligation o, Instant at, long position) {
        Obligation.Term term = o.term();
        ObligationOpened opened = term.opened();
        return new ObligationLine(opened.place().system(), opened.place().environment(), o.id(),
                opened.checklist() + "@" + opened.version(), opened.item(), opened.text(), opened.every(),
                opened.grace(), o.at(at).label(), o.awaited().map(Due::of).orElse(null),
                new Counts(o.count(Outcome.MET) + o.count(Outcome.LATE), o.count(Outcome.LATE),
                        o.count(Outcome.NOT_APPLICABLE), o.count(Outcome.MISSED)),
                Last.of(o.last().orElse(null)), opened.begins(), term.ended() == null ? null : term.ended().at(),
                position);
    }
}
