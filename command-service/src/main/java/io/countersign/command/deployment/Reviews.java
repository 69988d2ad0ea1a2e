package io.countersign.command.deployment;

import io.countersign.command.axon.Asked;
import io.countersign.command.axon.Decisions;
import io.countersign.command.axon.History;
import io.countersign.command.axon.Outcome;
import io.countersign.command.decision.Look;
import io.countersign.command.identity.Asker;
import io.countersign.command.schedule.Overseen;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.DeploymentEvents.EmergencyReviewOverdue;
import io.countersign.events.DeploymentEvents.EmergencyReviewed;
import io.countersign.events.EventCatalog;
import io.countersign.events.LedgerEvent;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.Lifecycle;
import io.countersign.events.state.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The reviews that emergencies owe, and the entry that says that one fell due without. */
public final class Reviews implements Overseen {

    private final Decisions decisions;
    private final History history;

    public Reviews(Decisions decisions, History history) {
        this.decisions = decisions;
        this.history = history;
    }

    @Override
    public String name() {
        return "review";
    }

    /** Emergencies of which neither a review nor its lack is recorded. */
    @Override
    public List<String> subjects() {
        Set<String> settled = history.read(of(EmergencyReviewed.class), of(EmergencyReviewOverdue.class)).stream()
                .map(r -> r.event().subject()).collect(Collectors.toSet());
        return history.read(of(DeploymentWentLive.class)).stream()
                .filter(r -> ((DeploymentWentLive) r.event()).emergency() && !settled.contains(r.event().subject()))
                .map(r -> ((DeploymentWentLive) r.event()).scope().deployment()).toList();
    }

    @Override
    public Optional<Instant> look(String deployment) {
        Outcome outcome = decisions.decide(new Asked.From(Asker.system(), null), deployment, new OverdueQuestion());
        if (outcome instanceof Outcome.Turned turned) {
            throw new IllegalStateException("an overdue review could not be recorded: " + turned.refusal().reason());
        }
        List<Recorded> phases = history.read(Look.phases(deployment));
        Lifecycle.Emergency emergency = DeploymentState.fold(phases).lifecycle().emergency();
        return emergency == null || emergency.reviewed() || emergency.recorded()
                ? Optional.empty()
                : Optional.ofNullable(emergency.due());
    }

    private static Look of(Class<? extends LedgerEvent> kind) {
        return Look.at("type/" + EventCatalog.typeOf(kind));
    }
}
