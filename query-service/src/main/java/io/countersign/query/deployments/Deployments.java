package io.countersign.query.deployments;

import io.countersign.events.ContactEvents;
import io.countersign.events.SafeguardEvents;
import io.countersign.events.state.DeploymentState;
import io.countersign.query.answer.Moment;
import io.countersign.query.answer.Problem;
import io.countersign.query.checklists.Definitions;
import io.countersign.query.intake.Mirror;
import io.countersign.query.intake.Verified;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Puts a deployment together from its own entries. Called within a snapshot. */
@Component
public class Deployments {

    private final Mirror mirror;
    private final Definitions definitions;
    private final DeploymentsView view;

    Deployments(Mirror mirror, Definitions definitions, DeploymentsView view) {
        this.mirror = mirror;
        this.definitions = definitions;
        this.view = view;
    }

    /** @throws Problem.Raised unknown, when there was no such deployment at that moment */
    public Loaded load(String id, Moment moment) {
        return find(id, moment).orElseThrow(() -> Problem.unknown("deployment",
                "There is no deployment " + id + " at position " + moment.position() + ".",
                view.recent(moment.position())));
    }

    /** Empty when there was no such deployment at that moment. */
    Optional<Loaded> find(String id, Moment moment) {
        List<Verified> entries = id.matches("[0-9A-Za-z-]{1,64}")
                ? mirror.ofStream("deployment/" + id, moment.position())
                : List.of();
        DeploymentState state = fold(entries);
        if (!state.exists()) {
            return Optional.empty();
        }
        var scope = state.scope();
        return Optional.of(new Loaded(
                definitions.get(scope.checklist(), scope.version(), state.opened().profile()),
                withSafeguards(state, moment), entries,
                mirror.ofStream(ContactEvents.subject(scope.system(), scope.environment()), moment.position()),
                moment));
    }

    /** What was decided of safeguards where the deployment goes stands in entries of its own. */
    private DeploymentState withSafeguards(DeploymentState state, Moment moment) {
        String subject = SafeguardEvents.subject(state.scope().system(), state.scope().environment());
        DeploymentState now = state;
        for (Verified each : mirror.ofStream(subject, moment.position())) {
            now = each.recorded().map(now::evolve).orElse(now);
        }
        return now;
    }

    static DeploymentState fold(List<Verified> entries) {
        return DeploymentState.fold(entries.stream().map(Verified::recorded).flatMap(Optional::stream).toList());
    }
}
