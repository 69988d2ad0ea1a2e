package io.countersign.command.deployment;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Question;
import io.countersign.events.ChecklistEvents;
import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.EventCatalog;
import io.countersign.events.state.Definition;
import java.util.ArrayList;
import java.util.List;

/**
 * A request to open a deployment, as it is put to the ledger. It looks at the checklist named, whole, and at the names of all checklists, to say
 * which is near an unknown one.
 *
 * @param authors identities of the request's authors, in its order
 */
public record OpenQuestion(OpenRequest request, List<String> authors) implements Question {

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
                    known.caller(), authors, known.ids().next().toString());
        };
    }
}
