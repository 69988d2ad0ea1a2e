package io.countersign.events.state;

import io.countersign.events.DeploymentEvents.FollowUpOpened;
import io.countersign.events.RollbackEvents.IncidentLinked;
import io.countersign.events.RollbackEvents.PostMortemRecorded;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackDeclined;
import io.countersign.events.RollbackEvents.RollbackStepRecorded;
import io.countersign.events.RollbackEvents.RollbackVerified;
import java.util.List;

/** What was declared, declined, done and verified of a rollback, in order; where it is dealt with, what was found, and what makes it good. */
public record Rollback(List<Recorded> declared, List<Recorded> declined, List<Recorded> steps,
        List<Recorded> verifications, List<Recorded> incidents, List<Recorded> postMortems,
        List<Recorded> followUps) {

    static final Rollback NONE = new Rollback(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of());

    Rollback evolve(Recorded r) {
        return switch (r.event()) {
            case RollbackDeclared _ -> with(Fold.add(declared, r), declined, steps, verifications);
            case RollbackDeclined _ -> with(declared, Fold.add(declined, r), steps, verifications);
            case RollbackStepRecorded _ -> with(declared, declined, Fold.add(steps, r), verifications);
            case RollbackVerified _ -> with(declared, declined, steps, Fold.add(verifications, r));
            case IncidentLinked _ -> after(Fold.add(incidents, r), postMortems, followUps);
            case PostMortemRecorded _ -> after(incidents, Fold.add(postMortems, r), followUps);
            case FollowUpOpened _ -> after(incidents, postMortems, Fold.add(followUps, r));
            default -> this;
        };
    }

    private Rollback with(List<Recorded> nowDeclared, List<Recorded> nowDeclined, List<Recorded> nowSteps,
            List<Recorded> nowVerified) {
        return new Rollback(nowDeclared, nowDeclined, nowSteps, nowVerified, incidents, postMortems, followUps);
    }

    private Rollback after(List<Recorded> nowIncidents, List<Recorded> nowPostMortems, List<Recorded> nowFollowUps) {
        return new Rollback(declared, declined, steps, verifications, nowIncidents, nowPostMortems, nowFollowUps);
    }
}
