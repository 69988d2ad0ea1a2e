package io.countersign.command.deployment;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Situation;
import io.countersign.events.DeploymentEvents.EmergencyReviewOverdue;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import io.countersign.events.state.Lifecycle;
import java.util.List;
import java.util.Objects;

/** Whether the review of an emergency has fallen due without one, asked by the system itself. The phases it looks at tell what is recorded already. */
record OverdueQuestion() implements DeploymentQuestion {

    @Override
    public String action() {
        return "overdue";
    }

    @Override
    public List<Look> looks(Scope scope, Definition definition) {
        return List.of();
    }

    @Override
    public Decision decide(Situation s, Ids ids) {
        Lifecycle.Emergency emergency = s.state().lifecycle().emergency();
        return emergency == null || emergency.recorded() || !emergency.overdue(s.now())
                ? Accepted.of()
                : Accepted.of(new EmergencyReviewOverdue(s.scope(), Objects.requireNonNull(emergency.due())));
    }
}
