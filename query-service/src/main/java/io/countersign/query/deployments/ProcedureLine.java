package io.countersign.query.deployments;

import io.countersign.events.ChecklistEvents.Command;
import io.countersign.events.ChecklistEvents.Procedure;
import io.countersign.events.ChecklistEvents.Step;
import io.countersign.events.state.Definition;
import io.countersign.events.state.Definition.ProcedureStep;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.ItemStates;
import io.countersign.events.state.Steps;
import io.countersign.query.answer.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the profile's procedures, and how far it has come.
 *
 * @param rollback whether it is done on the way back
 */
record ProcedureLine(String id, String title, @Nullable String section, boolean rollback, List<StepLine> steps) {

    /**
     * @param item       the checkbox that is this step
     * @param when       the condition under which it is done
     * @param state      {@code open}, {@code done}, {@code failed} or {@code skipped}; of a step that is an item, the item's
     * @param commands   as the profile has them, with what they were given filled in
     * @param parameters what has to be given, or was
     */
    record StepLine(String id, String title, @Nullable String item, @Nullable String when, String state,
            List<String> commands, Map<String, String> parameters, @Nullable Person by, @Nullable Instant at,
            @Nullable Long position) {}

    static List<ProcedureLine> all(Definition definition, DeploymentState state, ItemStates items) {
        return definition.profile().procedures().stream()
                .map(p -> new ProcedureLine(p.id(), p.title(), p.section(), definition.isRollback(p),
                        p.steps().stream().map(s -> line(p, s, definition, state, items)).toList()))
                .toList();
    }

    private static StepLine line(Procedure procedure, Step step, Definition definition, DeploymentState state,
            ItemStates items) {
        Steps.Mark mark = state.steps().of(new ProcedureStep(procedure, step)).orElse(null);
        Map<String, String> given = mark == null ? Map.of() : mark.parameters();
        String item = step.item();
        String now = mark == null ? "open" : mark.outcome().label();
        if (item != null) {
            now = definition.item(item).map(i -> items.of(i).label()).orElse(now);
        }
        List<String> commands = step.commands().stream().map(c -> filled(c, given)).toList();
        return new StepLine(step.id(), step.title(), item, step.when(), now, commands, given,
                mark == null ? null : Person.of(mark.person()), mark == null ? null : mark.time(),
                mark == null ? null : mark.position());
    }

    private static String filled(Command command, Map<String, String> given) {
        String run = command.run();
        for (String name : command.parameters()) {
            String value = given.get(name);
            if (value != null) {
                run = run.replace("<" + name + ">", value);
            }
        }
        return run;
    }
}
