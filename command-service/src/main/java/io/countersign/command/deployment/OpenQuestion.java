package io.countersign.command.deployment;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Question;
import io.countersign.events.ChecklistEvents;
import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.EventCatalog;
import io.countersign.events.state.Definition;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.state.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to open a deployment, as it is put to the ledger. It looks at the checklist named, whole, and at the names of all checklists, to say
 * which is near an unknown one.
 *
 * @param authors identities of the request's authors, in its order
 */
public record OpenQuestion(OpenRequest request, List<String> authors) implements Question {

    private static final Pattern DEPLOYMENT = Pattern.compile("[0-9A-Za-z-]{1,64}");
    private static final String IMPORTS = "type/" + EventCatalog.typeOf(ChecklistImported.class);

    @Override
    public String action() {
        return "deployment-open";
    }

    @Override
    public List<Look> looks() {
        List<Look> looks = new ArrayList<>(List.of(Look.at(IMPORTS)));
        ChecklistName.id(request.checklist())
                .ifPresent(id -> looks.add(new Look("checklist/" + id, ChecklistName.EVENTS)));
        if (request.follows() != null && DEPLOYMENT.matcher(request.follows()).matches()) {
            looks.add(Look.at("deployment/" + request.follows(), DeploymentOpened.class));
        }
        return looks;
    }

    @Override
    public Decision decide(Known known) {
        List<ChecklistEvents> events = known.events().stream().map(r -> r.event())
                .filter(ChecklistEvents.class::isInstance).map(ChecklistEvents.class::cast).toList();
        String id = ChecklistName.id(request.checklist()).orElse("");
        return switch (ChecklistName.find(request.checklist(),
                events.stream().filter(e -> e.checklist().equals(id)).toList(),
                events.stream().map(ChecklistEvents::checklist).distinct().toList())) {
            case ChecklistName.NotFound missing -> missing.refusal().refused();
            case ChecklistName.Found(Definition definition) -> OpenDecision.decide(definition, request,
                    known.caller(), authors, followed(known), known.ids().next().toString());
        };
    }

    /** How the deployment that is followed was opened; null when there is none. */
    private @Nullable DeploymentOpened followed(Known known) {
        return known.events().stream().map(Recorded::event).filter(DeploymentOpened.class::isInstance)
                .map(DeploymentOpened.class::cast).filter(o -> o.scope().deployment().equals(request.follows()))
                .findFirst().orElse(null);
    }
}
