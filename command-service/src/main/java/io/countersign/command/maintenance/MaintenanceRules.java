package io.countersign.command.maintenance;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Question.Known;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Right;
import io.countersign.events.MaintenanceEvents.Period;
import io.countersign.events.state.Obligation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules on what may be done about maintenance, each under its name. */
final class MaintenanceRules {

    private MaintenanceRules() {}

    /** @param found what the request is about, at least one; several only when all are to end */
    record Asked(MaintenanceQuestion question, List<Obligation> found, Known known) {

        Obligation one() {
            return found.getFirst();
        }

        Instant now() {
            return known.now();
        }

        Caller caller() {
            return known.caller();
        }
    }

    /** Rule {@code role-lacking}: by the profile that the obligation began with, as for items. */
    static Optional<Refusal> mayComplete(Asked a) {
        List<String> roles = a.one().term().opened().roles();
        return a.caller().hasAnyOf(roles)
                ? Optional.empty()
                : Optional.of(Right.lacking("item needs the role " + String.join(" or ", roles) + ".")
                        .about(a.one().id()));
    }

    static Optional<Refusal> mayRetire(Asked a) {
        return Right.RETIRE.objection(a.caller(), Map.of())
                .map(r -> a.question().name() == null ? r : r.about(a.one().id()));
    }

    static Optional<Refusal> claimHolds(Asked a) {
        return a.question().request().claim().objection(a.now(), a.question().uploads());
    }

    /** Rules {@code already-met} and {@code obligation-ended}: each period is settled once, and none before it begins. */
    static Optional<Refusal> meetable(Asked a) {
        Obligation o = a.one();
        if (o.meetable(a.now()).isPresent()) {
            return Optional.empty();
        }
        Optional<Period> next = o.awaited();
        if (next.isEmpty() || !o.runs()) {
            return conflict("obligation-ended", "The obligation has ended.", o);
        }
        String last = o.last().map(s -> "It was settled (" + s.outcome().label() + ") by " + s.by().person() + " at "
                + s.by().time() + " (entry " + s.by().position() + ")").orElse("It is settled");
        return conflict("already-met", last + "; its next period begins at " + next.get().from() + ".", o);
    }

    /** Rule {@code occurred-before-period}: work done for an earlier period does not meet this one. */
    static Optional<Refusal> notBefore(Asked a) {
        Instant occurred = a.question().request().claim().occurredAt();
        Period period = a.one().meetable(a.now()).orElseThrow();
        return occurred != null && occurred.isBefore(period.from())
                ? Optional.of(Refusal.of(Problem.INVALID, "occurred-before-period", "occurredAt " + occurred
                        + " lies before the period that could be met now, which began at " + period.from() + ".")
                        .in("occurredAt").about(a.one().id()))
                : Optional.empty();
    }

    /** Rule {@code not-applicable-not-allowed}. */
    static Optional<Refusal> mayBeNotApplicable(Asked a) {
        return a.one().term().opened().mayBeNotApplicable()
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.REFUSED, "not-applicable-not-allowed",
                        "\"" + a.one().term().opened().text() + "\" may not be set aside.").about(a.one().id()));
    }

    static Optional<Refusal> runs(Asked a) {
        return a.one().runs() ? Optional.empty() : conflict("obligation-ended", "The obligation has ended.", a.one());
    }

    private static Optional<Refusal> conflict(String rule, String reason, Obligation o) {
        return Optional.of(Refusal.of(Problem.CONFLICT, rule, reason).about(o.id()));
    }
}
