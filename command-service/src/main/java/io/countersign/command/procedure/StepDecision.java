package io.countersign.command.procedure;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Ids;
import io.countersign.command.decision.Policy;
import io.countersign.command.item.ItemQuestion;
import io.countersign.command.item.ItemRequest;
import io.countersign.command.procedure.StepRules.Asked;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.LedgerEvent;
import io.countersign.events.ProcedureEvents.ProcedureStepRecorded;
import io.countersign.events.ProcedureEvents.Run;
import io.countersign.events.ProcedureEvents.StepOutcome;
import io.countersign.events.Redactable;
import io.countersign.events.RollbackEvents.RollbackStepRecorded;
import io.countersign.events.state.Definition.ProcedureStep;
import io.countersign.events.state.ItemState;
import io.countersign.events.state.Items.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What recording one step of a procedure comes to. */
final class StepDecision {

    private static final Policy<Asked> ROLLBACK = Policy.of(StepRules::mayRecord, StepRules::isStep,
            StepRules::inPhase, StepRules::notDoneYet, a -> a.request().claim().objection(a.s()), StepRules::measured,
            StepRules::maySkip, StepRules::parametersGiven, StepRules::controlsPass, StepOrders::objection);

    /** Whether its item may be completed the item's own rules say. */
    private static final Policy<Asked> FORWARD = Policy.of(StepRules::mayRecord, StepRules::inPhase,
            StepRules::notDoneYet, a -> a.request().claim().objection(a.s()), StepRules::measured, StepRules::maySkip,
            StepRules::parametersGiven, StepOrders::objection);

    private StepDecision() {}

    static Decision decide(Asked a, Ids ids) {
        return a.rollback() ? ROLLBACK.decide(a, () -> Accepted.of(back(a))) : FORWARD.decide(a, () -> forward(a, ids));
    }

    private static RollbackStepRecorded back(Asked a) {
        List<Run> runs = runs(a);
        Run first = runs.isEmpty() ? new Run(null, null, null, null) : runs.getFirst();
        ProcedureStep step = a.step();
        return new RollbackStepRecorded(a.s().scope(), a.item() == null ? null : a.item().id(), first.command(),
                first.exitCode(), first.durationMillis(), first.output(), note(a),
                a.request().claim().files(a.s()), a.request().occurredAt(),
                step == null ? null : step.procedure().id(), step == null ? null : step.step().id(), a.outcome(),
                runs.isEmpty() ? List.of() : runs.subList(1, runs.size()), a.request().given());
    }

    private static Decision forward(Asked a, Ids ids) {
        ProcedureStep step = Objects.requireNonNull(a.step());
        Item item = a.item();
        ProcedureStepRecorded recorded = new ProcedureStepRecorded(a.s().scope(), step.procedure().id(),
                step.step().id(), item == null ? null : item.id(), a.outcome(), runs(a), a.request().given(), note(a),
                a.request().claim().files(a.s()), a.request().occurredAt());
        if (item == null || a.outcome() == StepOutcome.FAILED && hasFailed(a, item)) {
            return Accepted.of(recorded);
        }
        Decision followed = new ItemQuestion(item.id(), then(a)).decide(a.s(), ids);
        if (!(followed instanceof Accepted(List<LedgerEvent> events))) {
            return followed;
        }
        List<LedgerEvent> all = new ArrayList<>(List.of(recorded));
        all.addAll(events);
        return new Accepted(all);
    }

    private static boolean hasFailed(Asked a, Item item) {
        Mark mark = a.s().state().items().byId().get(item.id());
        return mark != null && mark.state() == ItemState.FAILED;
    }

    /** What the step means for its item. */
    private static ItemRequest then(Asked a) {
        StepRequest r = a.request();
        return switch (a.outcome()) {
            case DONE -> new ItemRequest.Complete(r.note(), r.evidence(), r.occurredAt());
            case FAILED -> new ItemRequest.Fail(r.note(), r.evidence(), r.occurredAt());
            case SKIPPED -> new ItemRequest.NotApplicable(r.skipped());
        };
    }

    private static @Nullable Redactable note(Asked a) {
        return a.skips() ? a.request().skipped() : a.request().note();
    }

    private static List<Run> runs(Asked a) {
        return a.request().all().stream().map(r -> new Run(r.command(), r.exitCode(), r.durationMillis(),
                r.output() == null ? null : r.output().toLowerCase(Locale.ROOT))).toList();
    }
}
