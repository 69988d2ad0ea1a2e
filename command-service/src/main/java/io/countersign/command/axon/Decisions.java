package io.countersign.command.axon;

import io.countersign.command.decision.DeploymentQuestion;
import io.countersign.command.decision.Question;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Upload;
import io.countersign.events.Place;
import io.countersign.events.Scope;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;

/** Where every command is put: each is decided in its turn, and again when something it rests on was sealed in the meantime. */
public final class Decisions {

    /** Conflicts come only from other nodes, or from commands about different things that touch; more than this many in a row is an overload. */
    private static final int ATTEMPTS = 20;

    private final CommandGateway gateway;
    private final Definitions definitions;
    private final Function<Collection<String>, Map<String, Upload>> uploads;
    private final Turns turns = new Turns();

    /** @param uploads gives those evidence files, by lower-case hex SHA-256, that are in the store */
    public Decisions(CommandGateway gateway, Definitions definitions,
            Function<Collection<String>, Map<String, Upload>> uploads) {
        this.gateway = gateway;
        this.definitions = definitions;
        this.uploads = uploads;
    }

    /** Decides what is asked of a deployment. */
    public Outcome decide(Asked.From from, String deployment, DeploymentQuestion question) {
        Optional<Definitions.Pinned> pinned = definitions.of(deployment);
        if (pinned.isEmpty()) {
            return Outcome.Turned.unrecorded(Refusal.of(Problem.UNKNOWN, "deployment-known",
                    "There is no deployment " + deployment + ".").in("deployment"));
        }
        return decide(from, new OfDeployment(pinned.get(), uploads.apply(question.uploads()), question));
    }

    /** Decides any other question. */
    public Outcome decide(Asked.From from, Question question) {
        Asked asked = new Asked(from, question, false);
        Scope scope = question.scope();
        Place place = question.place();
        if (scope != null) {
            return turns.take(scope.subject(), () -> attempt(asked));
        }
        return place == null ? attempt(asked) : turns.take(place.maintenance(), () -> attempt(asked));
    }

    /** Only an append finds out whether what was remembered is out of date. What appends nothing is decided again, from what is stored. */
    private Outcome attempt(Asked asked) {
        Asked next = asked;
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                Outcome outcome = gateway.send(next, Outcome.class).join();
                if (next.fresh() || !outcome.appended().isEmpty()) {
                    return outcome;
                }
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof AppendEventsTransactionRejectedException)) {
                    throw e;
                }
            }
            next = asked.again();
        }
        return Outcome.Turned.unrecorded(Refusal.of(Problem.UNAVAILABLE, "contended",
                "Others kept changing what this rests on; try again."));
    }
}
