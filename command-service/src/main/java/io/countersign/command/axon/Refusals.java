package io.countersign.command.axon;

import io.countersign.command.decision.Look;
import io.countersign.command.decision.Question;
import io.countersign.command.decision.Refusal;
import io.countersign.events.LedgerEvent;
import io.countersign.events.LedgerEvents.ActionRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Refusals as entries: at most one per caller, rule and subject in an hour, so that nobody can flood the log by being refused. */
final class Refusals {

    private static final Duration QUIET = Duration.ofHours(1);

    private Refusals() {}

    static ActionRefused entry(Question question, Refusal refusal) {
        return new ActionRefused(question.scope(), question.action(), refusal.rule(), refusal.about(),
                question.place());
    }

    static Look look(String person) {
        return Look.at(person, ActionRefused.class);
    }

    static boolean recently(LedgerEvent entry, List<Sourced> earlier, Instant now) {
        Instant since = now.minus(QUIET);
        return earlier.stream().map(Sourced::recorded)
                .anyMatch(r -> r.event().equals(entry) && r.time().isAfter(since));
    }
}
