package io.countersign.command.axon;

import io.countersign.command.decision.Look;
import io.countersign.events.ChecklistEvents;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each deployment follows. Both the pinning and the definition are immutable once sealed, so they are remembered and stand outside append
 * conditions; at most {@value #DEPLOYMENTS} deployments and {@value #DEFINITIONS} definitions, those used last.
 */
public final class Definitions {

    private static final int DEPLOYMENTS = 10_000;
    private static final int DEFINITIONS = 50;

    private final History history;
    private final Map<String, DeploymentOpened> opened = lastUsed(DEPLOYMENTS);
    private final Map<Followed, Definition> definitions = lastUsed(DEFINITIONS);

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
        DeploymentOpened known = opened.get(deployment);
        if (known == null) {
            var found = history.read(Look.at("deployment/" + deployment, DeploymentOpened.class));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            known = (DeploymentOpened) found.getFirst().event();
            opened.put(deployment, known);
        }
        return Optional.of(new Pinned(known, definition(known)));
    }

    private Definition definition(DeploymentOpened opened) {
        Scope scope = opened.scope();
        Followed followed = new Followed(scope.checklist(), scope.version(), opened.profile());
        Definition known = definitions.get(followed);
        if (known == null) {
            List<ChecklistEvents> imported = history.read(Look.at("checklist/" + scope.checklist(),
                    ChecklistEvents.ChecklistImported.class, ChecklistEvents.ChecklistItemsListed.class,
                    ChecklistEvents.ProfileImported.class, ChecklistEvents.ProfileItemsListed.class)).stream()
                    .map(r -> (ChecklistEvents) r.event()).toList();
            known = Definition.of(imported, scope.version(), opened.profile())
                    .orElseThrow(() -> new IllegalStateException(scope.subject() + " follows what was never imported"));
            definitions.put(followed, known);
        }
        return known;
    }

    private static <K, V> Map<K, V> lastUsed(int most) {
        return Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        });
    }
}
