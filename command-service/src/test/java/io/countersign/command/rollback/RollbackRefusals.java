package io.countersign.command.rollback;

import static io.countersign.command.decision.Story.DEVELOPER;
import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.FILE;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.TEXT;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Claim.FileRef;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Scenarios;
import io.countersign.command.decision.Story;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.ItemEvents.ItemNotApplicable;
import io.countersign.events.Outcome;
import io.countersign.events.Redactable;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackStepRecorded;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is refused of a rollback. */
public final class RollbackRefusals {

    private static final RollbackDeclared DECLARED = new RollbackDeclared(SCOPE, null, TEXT, List.of());
    private static final FileRef MISSING = new FileRef("cd".repeat(32), null);

    private RollbackRefusals() {}

    public static void tell(Scenarios told) {
        told.add("rollback-declare", "role-lacking", s -> ask(s, DEVELOPER, declare(TEXT, null)));
        told.add("rollback-declare", "wrong-phase", s -> ask(s.by(DEVOPS, DECLARED), DEVOPS, declare(TEXT, null)));
        told.add("rollback-declare", "reason-required", s -> ask(s, DEVOPS, declare(null, null)));
        told.add("rollback-declare", "unknown-trigger", s -> ask(s, DEVOPS, declare(TEXT, "eror")));
        told.add("rollback-decline", "role-lacking", s -> ask(s, DEVELOPER, decline("data", TEXT)));
        told.add("rollback-decline", "wrong-phase", s -> ask(s.by(DEVOPS, DECLARED), DEVOPS, decline("data", TEXT)));
        told.add("rollback-decline", "reason-required", s -> ask(s, DEVOPS, decline("data", null)));
        told.add("rollback-decline", "unknown-trigger", s -> ask(s, DEVOPS, decline("dta", TEXT)));
        told.add("rollback-decline", "no-open-trigger", s -> ask(s, DEVOPS, decline(null, TEXT)));
        told.add("rollback-decline", "ambiguous-trigger",
                s -> ask(s.by(DEVOPS, new TriggerOpened(SCOPE, "errors", "error_rate", "1"),
                        new TriggerOpened(SCOPE, "slow", "latency_p95", "9")), DEVOPS, decline(null, TEXT)));
        told.add("rollback-verify", "role-lacking", s -> ask(s.by(DEVOPS, DECLARED), DEVELOPER, verify(null)));
        told.add("rollback-verify", "wrong-phase", s -> ask(s, DEVOPS, verify(null)));
        files((rule, files) -> told.add("rollback-verify", rule,
                s -> ask(s.by(DEVOPS, DECLARED), DEVOPS, verify(files))));
        steps(told);
    }

    private static void steps(Scenarios told) {
        RollbackRequest.Step plain = step(FILE, 5L, null, null);
        told.add("rollback-step", "role-lacking", rollingBack(DEVELOPER, "stop", plain));
        told.add("rollback-step", "wrong-phase", s -> record(s, DEVOPS, "stop", plain));
        told.add("rollback-step", "unknown-item", rollingBack(DEVOPS, "no-such-step", plain));
        told.add("rollback-step", "ambiguous-item", rollingBack(DEVOPS, "lint", plain));
        told.add("rollback-step", "not-a-step", rollingBack(DEVOPS, "back.tell", plain));
        told.add("rollback-step", "step-out-of-order", rollingBack(DEVOPS, "back.revert", plain));
        told.add("rollback-step", "already-completed",
                s -> record(s.by(DEVOPS, DECLARED, new RollbackStepRecorded(SCOPE, "back.stop", null, 0, null, null,
                        null, List.of(), null)), DEVOPS, "stop", plain));
        told.add("rollback-step", "reopen-first",
                s -> record(s.by(DEVOPS, DECLARED, new ItemNotApplicable(SCOPE, "back.stop", TEXT)), DEVOPS, "stop",
                        plain));
        told.add("rollback-step", "negative-duration", rollingBack(DEVOPS, "stop", step(FILE, -1L, null, null)));
        told.add("rollback-step", "occurred-in-future",
                rollingBack(DEVOPS, "stop", step(FILE, 1L, null, Story.START.plusSeconds(86_400))));
        files((rule, files) -> told.add("rollback-step", rule,
                rollingBack(DEVOPS, "stop", step(FILE, 1L, files, null))));
    }

    private interface Files {
        void tell(String rule, List<FileRef> files);
    }

    private static void files(Files each) {
        each.tell("evidence-missing", List.of(MISSING));
        each.tell("not-a-digest", List.of(new FileRef("zz", null)));
        each.tell("too-many-files", Collections.nCopies(101, new FileRef(FILE, null)));
    }

    private static RollbackRequest declare(@Nullable Redactable reason, @Nullable String trigger) {
        return new RollbackRequest.Declare(reason, trigger);
    }

    private static RollbackRequest decline(@Nullable String trigger, @Nullable Redactable reason) {
        return new RollbackRequest.Decline(trigger, reason);
    }

    private static RollbackRequest verify(@Nullable List<FileRef> files) {
        return new RollbackRequest.Verify(Outcome.PASS, TEXT, files);
    }

    private static RollbackRequest.Step step(String output, long millis, @Nullable List<FileRef> files,
            @Nullable Instant occurredAt) {
        return new RollbackRequest.Step(TEXT, 0, millis, output, null, files, occurredAt);
    }

    private static Function<Story, Decision> rollingBack(Caller who, String item, RollbackRequest.Step step) {
        return s -> record(s.by(DEVOPS, DECLARED), who, item, step);
    }

    private static Decision record(Story s, Caller who, String item, RollbackRequest.Step step) {
        return s.ask(who, new StepQuestion(item, step));
    }

    private static Decision ask(Story s, Caller who, RollbackRequest request) {
        return s.ask(who, new RollbackQuestion(request));
    }
}
