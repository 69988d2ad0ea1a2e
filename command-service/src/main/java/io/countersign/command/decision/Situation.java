package io.countersign.command.decision;

import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.Phase;
import io.countersign.events.state.Recorded;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that a decision about one deployment may look at.
 *
 * @param state folded from the events that the decision loads, at least those of the deployment's lifecycle
 * @param now the instant it is decided at
 * @param uploads each evidence file that the request names and the store has, by lower-case hex SHA-256
 * @param others what the question looks at besides the deployment's own events, in ascending order
 */
public record Situation(Definition definition, DeploymentState state, Caller caller, Instant now,
        Map<String, Upload> uploads, List<Recorded> others) {

    public Situation {
        uploads = Map.copyOf(uploads);
        others = List.copyOf(others);
    }

    /** Of a deployment alone. */
    public Situation(Definition definition, DeploymentState state, Caller caller, Instant now,
            Map<String, Upload> uploads) {
        this(definition, state, caller, now, uploads, List.of());
    }

    public Scope scope() {
        return state.scope();
    }

    public Phase phase() {
        return state.phase();
    }

    /** Rule {@code wrong-phase}: an objection unless the deployment is in one of these phases. */
    public Optional<Refusal> unlessIn(String action, Phase... phases) {
        List<Phase> right = List.of(phases);
        String names = Arrays.stream(phases).map(Phase::label).collect(Collectors.joining(" or "));
        return right.contains(phase())
                ? Optional.empty()
                : Optional.of(Refusal.of(Refusal.Problem.CONFLICT, "wrong-phase",
                        "The deployment is " + phase().label() + "; " + action + " needs it to be " + names + "."));
    }

    /** Rule {@code wrong-phase} for what may be done as long as a deployment has not ended. */
    public Optional<Refusal> unlessRunning(String action) {
        return unlessIn(action, Phase.OPEN, Phase.LIVE, Phase.ROLLING_BACK, Phase.ROLLED_BACK);
    }
}
