package io.countersign.command.procedure;

import static io.countersign.command.decision.Story.AUDITOR;
import static io.countersign.command.decision.Story.DEVELOPER;
import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.FILE;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.SECURITY;
import static io.countersign.command.decision.Story.TEXT;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Claim.FileRef;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Scenarios;
import io.countersign.command.decision.Story;
import io.countersign.events.DeploymentEvents.DeploymentAbandoned;
import io.countersign.events.ItemEvents.ItemNotApplicable;
import io.countersign.events.LedgerEvent;
import io.countersign.events.ProcedureEvents.ProcedureStepRecorded;
import io.countersign.events.ProcedureEvents.StepOutcome;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackStepRecorded;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is refused of the steps of procedures, those of a rollback and others. */
public final class StepRefusals {

    private static final RollbackDeclared DECLARED = new RollbackDeclared(SCOPE, null, TEXT, List.of());
    private static final StepRequest PLAIN = request(FILE, 5L, null, null);

    private StepRefusals() {}

    public static void tell(Scenarios told) {
        rollback(told);
        forward(told);
        both(told, "rollback-step", true, "roll-back", backMarked("roll-back", StepOutcome.DONE));
        both(told, "step", false, "migrations.check", marked("check", StepOutcome.DONE));
    }

    private static void rollback(Scenarios told) {
        told.add("rollback-step", "role-lacking", rollingBack(DEVELOPER, "stop", PLAIN));
        told.add("rollback-step", "wrong-phase", s -> record(s, true, DEVOPS, "stop", PLAIN));
        told.add("rollback-step", "unknown-item", rollingBack(DEVOPS, "no-such-step", PLAIN));
        told.add("rollback-step", "ambiguous-item", rollingBack(DEVOPS, "lint", PLAIN));
        told.add("rollback-step", "not-a-step", rollingBack(DEVOPS, "back.tell", PLAIN));
        told.add("rollback-step", "step-out-of-order", rollingBack(DEVOPS, "back.revert", PLAIN));
        told.add("rollback-step", "ambiguous-step", rollingBack(DEVOPS, "check", PLAIN));
        told.add("rollback-step", "reopen-first",
                s -> record(s.by(DEVOPS, DECLARED, new ItemNotApplicable(SCOPE, "back.stop", TEXT)), true, DEVOPS,
                        "stop", PLAIN));
        told.add("rollback-step", "already-skipped", s -> record(s.by(DEVOPS, DECLARED,
                backMarked("roll-back", StepOutcome.DONE), backMarked("migrate-back", StepOutcome.SKIPPED)), true,
                DEVOPS, "migrate-back", skip(null)));
        told.add("rollback-step", "step-not-conditional", rollingBack(DEVOPS, "roll-back", skip(null)));
        told.add("rollback-step", "skipped-or-performed", rollingBack(DEVOPS, "migrate-back", skip(0)));
        told.add("rollback-step", "unknown-parameter", rollingBack(DEVOPS, "roll-back", given(Map.of("app", "a"))));
        told.add("rollback-step", "parameter-missing", rollingBack(DEVOPS, "migrate-back", given(Map.of("app", "a"))));
        told.add("rollback-step", "not-a-parameter",
                rollingBack(DEVOPS, "migrate-back", given(Map.of("app", "a; rm -rf /", "to", "0041"))));
    }

    private static void forward(Scenarios told) {
        told.add("step", "role-lacking", s -> record(s, false, AUDITOR, "migrate", PLAIN));
        told.add("step", "wrong-phase", s -> record(s.by(SECURITY, new DeploymentAbandoned(SCOPE, TEXT)), false,
                DEVOPS, "migrate", PLAIN));
        told.add("step", "unknown-step", s -> record(s, false, DEVOPS, "roll-back", PLAIN));
        told.add("step", "ambiguous-step", s -> record(s, false, DEVOPS, "check", PLAIN));
        told.add("step", "step-out-of-order", s -> record(s, false, DEVOPS, "migrate", PLAIN));
        told.add("step", "step-not-conditional", s -> record(s, false, DEVOPS, "migrate", skip(null)));
        told.add("step", "skipped-or-performed", s -> record(s, false, DEVOPS, "migrations.smoke", skip(0)));
        told.add("step", "unknown-parameter", s -> record(s, false, DEVOPS, "migrate", given(Map.of("app", "a"))));
    }

    /** Rules that say the same of every step. */
    private static void both(Scenarios told, String command, boolean rollback, String step, LedgerEvent done) {
        told.add(command, "already-completed",
                s -> record(rollback ? s.by(DEVOPS, DECLARED, done) : s.by(DEVOPS, done), rollback, DEVOPS, step,
                        PLAIN));
        told.add(command, "negative-duration", asked(rollback, step, request(FILE, -1L, null, null)));
        told.add(command, "occurred-in-future",
                asked(rollback, step, request(FILE, 1L, null, Story.START.plusSeconds(86_400))));
        told.add(command, "too-many-runs", asked(rollback, step, new StepRequest(null, null, null, null, null, null,
                null, Collections.nCopies(51, new StepRequest.RunRef(TEXT, 0, 1L, FILE)), null, null)));
        told.add(command, "evidence-missing", asked(rollback, step,
                request(FILE, 1L, List.of(new FileRef("cd".repeat(32), null)), null)));
        told.add(command, "not-a-digest", asked(rollback, step, request("zz", 1L, null, null)));
        told.add(command, "too-many-files",
                asked(rollback, step, request(FILE, 1L, Collections.nCopies(101, new FileRef(FILE, null)), null)));
    }

    private static Function<Story, Decision> asked(boolean rollback, String step, StepRequest request) {
        return rollback ? rollingBack(DEVOPS, step, request) : s -> record(s, false, DEVOPS, step, request);
    }

    private static StepRequest request(String output, long millis, @Nullable List<FileRef> files,
            @Nullable Instant occurredAt) {
        return new StepRequest(TEXT, 0, millis, output, null, files, occurredAt);
    }

    private static StepRequest given(Map<String, String> parameters) {
        return new StepRequest(TEXT, 0, null, null, null, null, null, null, parameters, null);
    }

    private static StepRequest skip(@Nullable Integer exitCode) {
        return new StepRequest(null, exitCode, null, null, null, null, null, null, null, TEXT);
    }

    private static RollbackStepRecorded backMarked(String step, StepOutcome outcome) {
        return new RollbackStepRecorded(SCOPE, null, null, null, null, null, null, List.of(), null, "undo", step,
                outcome, List.of(), Map.of());
    }

    private static ProcedureStepRecorded marked(String step, StepOutcome outcome) {
        return new ProcedureStepRecorded(SCOPE, "migrations", step, null, outcome, List.of(), Map.of(), null,
                List.of(), null);
    }

    private static Function<Story, Decision> rollingBack(Caller who, String step, StepRequest request) {
        return s -> record(s.by(DEVOPS, DECLARED), true, who, step, request);
    }

    private static Decision record(Story s, boolean rollback, Caller who, String step, StepRequest request) {
        return s.ask(who, new StepQuestion(rollback, step, request));
    }
}
