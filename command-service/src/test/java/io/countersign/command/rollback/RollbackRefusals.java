package io.countersign.command.rollback;

import static io.countersign.command.decision.Story.AUDITOR;
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
import io.countersign.events.DeploymentEvents.DeploymentClosed;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.Outcome;
import io.countersign.events.Redactable;
import io.countersign.events.RollbackEvents.IncidentLinked;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is refused of a rollback. */
public final class RollbackRefusals {

    private static final RollbackDeclared DECLARED = new RollbackDeclared(SCOPE, null, TEXT, List.of());
    private static final DeploymentClosed CLOSED = new DeploymentClosed(SCOPE);
    private static final FileRef MISSING = new FileRef("cd".repeat(32), null);

    private RollbackRefusals() {}

    public static void tell(Scenarios told) {
        told.add("rollback-recommend", "role-lacking", s -> ask(s, AUDITOR, recommend("data", TEXT)));
        told.add("rollback-recommend", "wrong-phase",
                s -> ask(s.by(DEVOPS, DECLARED), DEVOPS, recommend("data", TEXT)));
        told.add("rollback-recommend", "trigger-required", s -> ask(s, DEVELOPER, recommend(null, TEXT)));
        told.add("rollback-recommend", "unknown-trigger", s -> ask(s, DEVELOPER, recommend("dta", TEXT)));
        told.add("rollback-recommend", "reason-required", s -> ask(s, DEVELOPER, recommend("data", null)));
        told.add("rollback-recommend", "trigger-open", s -> ask(
                s.by(DEVOPS, new TriggerOpened(SCOPE, "data", null, null, TEXT)), DEVELOPER, recommend("data", TEXT)));
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
        following(told);
    }

    private static void following(Scenarios told) {
        RollbackRequest incident = incident("INC-1");
        RollbackRequest found = found(null, null);
        told.add("rollback-incident", "role-lacking", s -> ask(s.by(DEVOPS, DECLARED), DEVELOPER, incident));
        told.add("rollback-incident", "wrong-phase", s -> ask(s, DEVOPS, incident));
        told.add("rollback-incident", "no-rollback", s -> ask(s.by(DEVOPS, CLOSED), DEVOPS, incident));
        told.add("rollback-incident", "reference-required",
                s -> ask(s.by(DEVOPS, DECLARED), DEVOPS, incident(" ")));
        told.add("rollback-incident", "not-a-reference",
                s -> ask(s.by(DEVOPS, DECLARED), DEVOPS, incident("the one with the fire")));
        told.add("rollback-incident", "already-linked",
                s -> ask(s.by(DEVOPS, DECLARED, new IncidentLinked(SCOPE, "INC-1", null)), DEVOPS, incident));
        told.add("rollback-post-mortem", "role-lacking", s -> ask(s.by(DEVOPS, DECLARED), DEVELOPER, found));
        told.add("rollback-post-mortem", "wrong-phase", s -> ask(s, DEVOPS, found));
        told.add("rollback-post-mortem", "no-rollback", s -> ask(s.by(DEVOPS, CLOSED), DEVOPS, found));
        told.add("rollback-post-mortem", "finding-required", s -> ask(s.by(DEVOPS, DECLARED), DEVOPS,
                new RollbackRequest.PostMortem(null, null, null, null)));
        told.add("rollback-post-mortem", "occurred-in-future", s -> ask(s.by(DEVOPS, DECLARED), DEVOPS,
                found(null, Story.START.plusSeconds(86_400))));
        files((rule, files) -> told.add("rollback-post-mortem", rule,
                s -> ask(s.by(DEVOPS, DECLARED), DEVOPS, found(files, null))));
    }

    private static RollbackRequest incident(String reference) {
        return new RollbackRequest.Incident(reference, null);
    }

    private static RollbackRequest found(@Nullable List<FileRef> files, @Nullable Instant occurredAt) {
        return new RollbackRequest.PostMortem(TEXT, null, files, occurredAt);
    }

    private interface Files {
        void tell(String rule, List<FileRef> files);
    }

    private static void files(Files each) {
        each.tell("evidence-missing", List.of(MISSING));
        each.tell("not-a-digest", List.of(new FileRef("zz", null)));
        each.tell("too-many-files", Collections.nCopies(101, new FileRef(FILE, null)));
    }

    private static RollbackRequest recommend(@Nullable String trigger, @Nullable Redactable reason) {
        return new RollbackRequest.Recommend(trigger, reason);
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

    private static Decision ask(Story s, Caller who, RollbackRequest request) {
        return s.ask(who, new RollbackQuestion(request));
    }
}
