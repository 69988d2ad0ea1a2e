package io.countersign.command.axon;

import io.countersign.command.decision.Look;
import io.countersign.events.ChecklistEvents;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.List;
import java.util.Optional;

/**
 * What each deployment follows. Both the pinning and the definition are immutable once sealed, so they are remembered and stand outside append
 * conditions; at most {@value #DEPLOYMENTS} deployments and {@value #DEFINITIONS} definitions, those used last.
 */
public final class Definitions {

    private static final int DEPLOYMENTS = 10_000;
    private static final int DEFINITIONS = 50;

    private final History history;
    private final Remembered<String, DeploymentOpened> opened = new Remembered<>(DEPLOYMENTS);
    private final Remembered<Followed, Definition> definitions = new Remembered<>(DEFINITIONS);

    private record Followed(String checklist, int version, int profile) {}

    /** @param opened how the deployment was opened */
    public record Pinned(DeploymentOpened opened, Definition definition) {
        public Scope scope() {
            return opened.scope();
        }
    }

    public Definitions(History history) {
        this.history = history;
    }

    /** @return empty when no deployment has this id */
    public Optional<Pinned> of(String deployment) {
        return opened.find(deployment, () -> history
                .recall(Look.at("deployment/" + deployment, DeploymentOpened.class)).stream().findFirst()
                .map(r -> (DeploymentOpened) r.event())).map(o -> new Pinned(o, definition(o)));
    }

    private Definition definition(DeploymentOpened deployment) {
        Scope scope = deployment.scope();
        return of(scope.checklist(), scope.version(), deployment.profile())
                .orElseThrow(() -> new IllegalStateException(scope.subject() + " follows what was never imported"));
    }

    /** @return empty when this version or profile was never imported */
    public Optional<Definition> of(String checklist, int version, int profile) {
        return definitions.find(new Followed(checklist, version, profile), () -> {
            List<ChecklistEvents> imported = history.read(Look.at("checklist/" + checklist,
                    ChecklistEvents.ChecklistImported.class, ChecklistEvents.ChecklistItemsListed.class,
                    ChecklistEvents.ProfileImported.class, ChecklistEvents.ProfileItemsListed.class)).stream()
                    .map(r -> (ChecklistEvents) r.event()).toList();
            return Definition.of(imported, version, profile);
        });
    }
}
