package io.countersign.command.maintenance;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Nearest;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Question.Known;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Required;
import io.countersign.command.maintenance.MaintenanceRules.Asked;
import io.countersign.events.LedgerEvent;
import io.countersign.events.MaintenanceEvents.ObligationCompleted;
import io.countersign.events.MaintenanceEvents.ObligationEnded;
import io.countersign.events.MaintenanceEvents.ObligationNotApplicable;
import io.countersign.events.MaintenanceEvents.Period;
import io.countersign.events.Place;
import io.countersign.events.state.Maintenance;
import io.countersign.events.state.Obligation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a request about the maintenance of a place comes to. The sealed time decides which period is met, never the claimed one. */
final class MaintenanceDecision {

    private static final Policy<Asked> COMPLETE = Policy.of(MaintenanceRules::mayComplete,
            MaintenanceRules::claimHolds, MaintenanceRules::meetable, MaintenanceRules::notBefore);

    private static final Policy<Asked> NOT_APPLICABLE = Policy.of(MaintenanceRules::mayComplete,
            MaintenanceRules::mayBeNotApplicable, MaintenanceRules::meetable);

    private static final Policy<Asked> END = Policy.of(MaintenanceRules::mayRetire, MaintenanceRules::runs);

    private MaintenanceDecision() {}

    static Decision decide(MaintenanceQuestion question, Maintenance maintenance, Known known) {
        String name = question.name();
        List<Obligation> found = name == null
                ? maintenance.byId().values().stream().filter(Obligation::runs).toList()
                : maintenance.matching(name);
        if (name == null && !found.isEmpty() || found.size() == 1) {
            return decide(new Asked(question, found, known));
        }
        return notFound(question.place(), name, found, maintenance).refused();
    }

    private static Decision decide(Asked asked) {
        Place place = asked.question().place();
        Obligation one = asked.one();
        Instant now = asked.now();
        return switch (asked.question().request()) {
            case MaintenanceRequest.Complete r -> COMPLETE.decide(asked, () -> {
                Period period = one.meetable(now).orElseThrow();
                return Accepted.of(new ObligationCompleted(place, one.id(), period, !now.isBefore(period.due()),
                        r.note(), r.claim().files(asked.question().uploads()), r.occurredAt()));
            });
            case MaintenanceRequest.NotApplicable r -> Policy
                    .of(NOT_APPLICABLE::objection, (Asked _) -> Required.member("reason", r.reason()))
                    .decide(asked, () -> Accepted.of(new ObligationNotApplicable(place, one.id(),
                            one.meetable(now).orElseThrow(), Objects.requireNonNull(r.reason()))));
            case MaintenanceRequest.End r -> Policy
                    .of(END::objection, (Asked _) -> Required.member("reason", r.reason()))
                    .decide(asked, () -> new Accepted(asked.found().stream().map((Obligation o) -> ended(o, asked, r))
                            .toList()));
        };
    }

    private static LedgerEvent ended(Obligation o, Asked asked, MaintenanceRequest.End r) {
        return new ObligationEnded(asked.question().place(), o.id(), o.term().opened().begins(),
                Obligations.second(asked.now()), "retired", r.reason(), null);
    }

    /** Rules {@code unknown-obligation} and {@code ambiguous-obligation}. */
    private static Refusal notFound(Place place, @Nullable String name,
            List<Obligation> found, Maintenance maintenance) {
        if (!found.isEmpty()) {
            return Refusal.of(Problem.INVALID, "ambiguous-obligation",
                    "\"" + name + "\" may mean " + found.size() + " obligations; give more of the id.")
                    .in("obligation").near(found.stream().map(Obligation::id).limit(5).toList());
        }
        String where = place.system() + " in " + place.environment();
        return Refusal.of(Problem.UNKNOWN, "unknown-obligation",
                name == null || maintenance.byId().isEmpty()
                        ? "No maintenance runs for " + where + "; it begins when a deployment goes live there."
                        : "The maintenance of " + where + " has no obligation \"" + name + "\".")
                .in("obligation").near(name == null ? List.of() : Nearest.to(name, maintenance.byId().keySet()));
    }
}
