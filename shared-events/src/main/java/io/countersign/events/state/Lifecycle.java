package io.countersign.events.state;

import io.countersign.events.DeploymentEvents.DeploymentAbandoned;
import io.countersign.events.DeploymentEvents.DeploymentClosed;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.DeploymentEvents.EmergencyReviewOverdue;
import io.countersign.events.DeploymentEvents.EmergencyReviewed;
import io.countersign.events.Outcome;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackVerified;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a deployment has come, who opened it, and the emergency it went live by, if it did.
 *
 * @param changed when it last entered a phase
 */
public record Lifecycle(@Nullable Phase phase, @Nullable DeploymentOpened opened, @Nullable String openedBy,
        @Nullable Instant openedAt, @Nullable Instant changed, @Nullable Emergency emergency) {

    /**
     * An emergency go-live; its review is owed by {@code due} from someone other than {@code declaredBy}.
     *
     * @param recorded whether an entry says that it fell due without one
     */
    public record Emergency(@Nullable String declaredBy, @Nullable Instant due, @Nullable String reviewedBy,
            boolean recorded) {
        public boolean reviewed() {
            return reviewedBy != null;
        }

        /** Whether the review is owed still and has fallen due, recorded or not. */
        public boolean overdue(Instant at) {
            return !reviewed() && due != null && !at.isBefore(due);
        }
    }

    static final Lifecycle NONE = new Lifecycle(null, null, null, null, null, null);

    Lifecycle evolve(Recorded r) {
        return switch (r.event()) {
            case DeploymentOpened o -> new Lifecycle(Phase.OPEN, o, r.person(), r.time(), r.time(), null);
            case DeploymentWentLive live -> to(Phase.LIVE, r)
                    .with(live.emergency() ? new Emergency(r.person(), live.reviewDue(), null, false) : null);
            case EmergencyReviewed _ when emergency != null ->
                with(new Emergency(emergency.declaredBy(), emergency.due(), r.person(), emergency.recorded()));
            case EmergencyReviewOverdue _ when emergency != null ->
                with(new Emergency(emergency.declaredBy(), emergency.due(), emergency.reviewedBy(), true));
            case RollbackDeclared _ -> to(Phase.ROLLING_BACK, r);
            case RollbackVerified v when v.outcome() == Outcome.PASS -> to(Phase.ROLLED_BACK, r);
            case DeploymentClosed _ -> to(Phase.CLOSED, r);
            case DeploymentAbandoned _ -> to(Phase.ABANDONED, r);
            default -> this;
        };
    }

    private Lifecycle to(Phase next, Recorded r) {
        return new Lifecycle(next, opened, openedBy, openedAt, r.time(), emergency);
    }

    private Lifecycle with(@Nullable Emergency change) {
        return new Lifecycle(phase, opened, openedBy, openedAt, changed, change);
    }
}
