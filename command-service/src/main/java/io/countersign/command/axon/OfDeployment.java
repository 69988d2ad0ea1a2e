package io.countersign.command.axon;

import io.countersign.command.axon.Definitions.Pinned;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Question;
import io.countersign.command.decision.Situation;
import io.countersign.command.decision.Upload;
import io.countersign.events.LedgerEvent;
import io.countersign.events.SafeguardEvents;
import io.countersign.events.Scope;
import io.countersign.events.state.Addressed;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A question about one deployment, with what the deployment follows and the uploads the question names.
 *
 * @param uploads by lower-case hex SHA-256
 */
public record OfDeployment(Pinned pinned, Map<String, Upload> uploads,
        DeploymentQuestion question) implements Question {

    public OfDeployment {
        uploads = Map.copyOf(uploads);
    }

    @Override
    public String action() {
        return question.action();
    }

    @Override
    public Scope scope() {
        return pinned.scope();
    }

    @Override
    public List<Look> looks() {
        List<Look> looks = new ArrayList<>(question.looks(scope(), pinned.definition()));
        looks.add(Look.phases(scope().deployment()));
        return looks;
    }

    @Override
    public Decision decide(Known known) {
        DeploymentState state = DeploymentState.fold(known.events().stream().filter(r -> isOf(r.event())).toList());
        List<Recorded> others = known.events().stream().filter(r -> !isOf(r.event())).toList();
        return question.decide(
                new Situation(pinned.definition(), state, known.caller(), known.now(), uploads, others), known.ids());
    }

    private boolean isOf(LedgerEvent event) {
        return event instanceof SafeguardEvents decided
                ? Addressed.concerns(decided, pinned.opened())
                : event.subject().equals(scope().subject());
    }
}
