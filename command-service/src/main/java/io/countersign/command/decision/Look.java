package io.countersign.command.decision;

import io.countersign.events.DeploymentEvents.DeploymentAbandoned;
import io.countersign.events.DeploymentEvents.DeploymentClosed;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.DeploymentEvents.EmergencyReviewOverdue;
import io.countersign.events.DeploymentEvents.EmergencyReviewed;
import io.countersign.events.LedgerEvent;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackVerified;
import io.countersign.events.SafeguardEvents;
import io.countersign.events.Scope;
import java.util.Set;

/**
 * Events that a decision must know: those with this tag and one of these types. What matches a decision's looks is also what it must not have
 * missed: an entry of that kind sealed in the meantime makes it be decided again.
 *
 * @param tag such as {@code deployment/0198…} or {@code item/0198…/pre-deployment.tests}
 * @param types none means every type
 */
public record Look(String tag, Set<Class<? extends LedgerEvent>> types) {

    public Look {
        types = Set.copyOf(types);
    }

    /** Everything under a tag. */
    public static Look at(String tag) {
        return new Look(tag, Set.of());
    }

    @SafeVarargs
    public static Look at(String tag, Class<? extends LedgerEvent>... types) {
        return new Look(tag, Set.of(types));
    }

    /** Every event of one deployment. */
    public static Look at(Scope scope) {
        return at(scope.subject());
    }

    /** What is decided of safeguards where a deployment goes. */
    public static Look safeguards(Scope scope) {
        return at(SafeguardEvents.subject(scope.system(), scope.environment()), SafeguardEvents.ControlDecided.class);
    }

    /** What moves a deployment from one phase to the next. */
    public static Look phases(String deployment) {
        return at("deployment/" + deployment, DeploymentOpened.class, DeploymentWentLive.class, EmergencyReviewed.class,
                EmergencyReviewOverdue.class,
                RollbackDeclared.class, RollbackVerified.class, DeploymentClosed.class, DeploymentAbandoned.class);
    }
}
