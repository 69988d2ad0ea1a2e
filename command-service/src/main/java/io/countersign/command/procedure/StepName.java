package io.countersign.command.procedure;

import io.countersign.command.decision.ItemName;
import io.countersign.command.decision.Nearest;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.state.Definition;
import io.countersign.events.state.Definition.ProcedureStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a name for a step comes to: a step of a procedure, the item that is one, or why it names none. */
sealed interface StepName {

    /** @param item that is this step, if one is; @param step of a procedure, if the profile has it in one. Never neither. */
    record Found(@Nullable Item item, @Nullable ProcedureStep step) implements StepName {

        /** What a refusal is about. */
        String about() {
            return item != null ? item.id() : Objects.requireNonNull(step).id();
        }

        String title() {
            return item != null ? item.text() : Objects.requireNonNull(step).step().title();
        }
    }

    record NotFound(Refusal refusal) implements StepName {}

    /** A procedure's step goes by its own id, or by its procedure's before it; one that is an item by the item's id too. */
    static StepName find(Definition definition, boolean rollback, String name) {
        List<ProcedureStep> steps = definition.procedureSteps(rollback);
        List<ProcedureStep> meant = steps.stream().filter(s -> s.id().equals(name) || s.step().id().equals(name))
                .toList();
        if (meant.size() > 1) {
            return new NotFound(Refusal.of(Problem.INVALID, "ambiguous-step",
                    "\"" + name + "\" may mean " + meant.size() + " steps; put the procedure's id before it.")
                    .in("step").near(meant.stream().map(ProcedureStep::id).limit(5).toList()));
        }
        return meant.isEmpty() ? byItem(definition, rollback, name, steps) : found(definition, meant.getFirst());
    }

    private static Found found(Definition definition, ProcedureStep step) {
        String item = step.step().item();
        return new Found(item == null ? null : definition.item(item).orElse(null), step);
    }

    /** A numbered item of a rollback is a step although no procedure may have it. */
    private static StepName byItem(Definition definition, boolean rollback, String name, List<ProcedureStep> steps) {
        return switch (ItemName.find(definition, name)) {
            case ItemName.Found(Item item) -> {
                ProcedureStep step = steps.stream().filter(s -> item.id().equals(s.step().item())).findFirst()
                        .orElse(null);
                yield step == null && !rollback ? unknown(name, steps) : new Found(item, step);
            }
            case ItemName.NotFound missing -> {
                List<String> known = new ArrayList<>(steps.stream().map(ProcedureStep::id).toList());
                definition.rollbackSteps().forEach(i -> known.add(i.id()));
                yield !rollback
                        ? unknown(name, steps)
                        : new NotFound(missing.refusal().problem() == Problem.UNKNOWN
                                ? missing.refusal().in("step").near(Nearest.to(name, known))
                                : missing.refusal());
            }
        };
    }

    /** Rule {@code unknown-step}. */
    private static NotFound unknown(String name, List<ProcedureStep> steps) {
        List<String> ids = steps.stream().map(ProcedureStep::id).toList();
        return new NotFound(Refusal.of(Problem.UNKNOWN, "unknown-step", ids.isEmpty()
                ? "The profile names no procedure with steps to record, other than a rollback's."
                : "No procedure of the profile has a step \"" + name + "\".").in("step").near(Nearest.to(name, ids)));
    }
}
