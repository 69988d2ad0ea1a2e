package io.countersign.command.item;

import static io.countersign.command.decision.Story.AUDITOR;
import static io.countersign.command.decision.Story.DEVELOPER;
import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.SECURITY;
import static io.countersign.command.decision.Story.TEXT;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Claim.FileRef;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Scenarios;
import io.countersign.command.decision.Story;
import io.countersign.events.DeploymentEvents.DeploymentAbandoned;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.ItemEvents.ItemFailed;
import io.countersign.events.ItemEvents.ItemNotApplicable;
import io.countersign.events.ItemEvents.ItemWaived;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is refused of items. */
public final class ItemRefusals {

    private static final Instant LATER = Story.START.plusSeconds(86_400);
    private static final String SMOKE = "after.smoke";
    private static final String OPTIONAL = "after.optional";

    private ItemRefusals() {}

    public static void tell(Scenarios told) {
        Map<String, ItemRequest> requests = Map.of("item-complete", complete(null, null), "item-fail",
                new ItemRequest.Fail(TEXT, null, null), "item-reopen", new ItemRequest.Reopen(TEXT),
                "item-not-applicable", new ItemRequest.NotApplicable(TEXT), "item-waive",
                new ItemRequest.Waive(TEXT, null, LATER));
        requests.forEach((command, r) -> {
            told.add(command, "role-lacking", s -> ask(s, AUDITOR, OPTIONAL, r));
            told.add(command, "wrong-phase", s -> ask(
                    s.by(SECURITY, new DeploymentAbandoned(SCOPE, TEXT)), SECURITY, OPTIONAL, r));
            told.add(command, "unknown-item", s -> ask(s, SECURITY, "no-such-item", r));
            told.add(command, "ambiguous-item", s -> ask(s, SECURITY, "lint", r));
            told.add(command, "derived-item", s -> ask(s, SECURITY, "before.services", r));
            told.add(command, "recurring-item", s -> ask(s, SECURITY, "weekly.patch", r));
        });
        told.add("item-complete", "already-completed", s -> ask(s.by(DEVOPS, done()), DEVELOPER, SMOKE,
                complete(null, null)));
        told.add("item-complete", "reopen-first",
                s -> ask(s.by(DEVOPS, new ItemNotApplicable(SCOPE, OPTIONAL, TEXT)), DEVELOPER,
                        OPTIONAL, complete(null, null)));
        told.add("item-complete", "control-not-passing",
                s -> ask(s, DEVELOPER, "tests-pass", complete(null, null)));
        told.add("item-complete", "step-out-of-order", s -> ask(
                s.by(DEVOPS, new RollbackDeclared(SCOPE, null, TEXT, List.of())), DEVELOPER, "back.revert",
                complete(null, null)));
        told.add("item-complete", "unknown-alternative", s -> ask(s, DEVELOPER, OPTIONAL,
                new ItemRequest.Complete(null, null, null, "no-such-way", null)));
        claims(told);
        told.add("item-fail", "already-failed", s -> ask(s.by(DEVOPS, failed(SMOKE)), DEVELOPER, SMOKE,
                new ItemRequest.Fail(TEXT, null, null)));
        told.add("item-fail", "reopen-first", s -> ask(s.by(DEVOPS, done()), DEVELOPER, SMOKE,
                new ItemRequest.Fail(TEXT, null, null)));
        told.add("item-reopen", "not-settled", s -> ask(s, DEVELOPER, SMOKE, new ItemRequest.Reopen(null)));
        setAside(told);
        waive(told);
    }

    private static void claims(Scenarios told) {
        FileRef missing = new FileRef("cd".repeat(32), null);
        told.add("item-complete", "occurred-in-future", s -> ask(s, DEVELOPER, SMOKE, complete(null, LATER)));
        told.add("item-complete", "unknown-notification", s -> ask(s, DEVELOPER, SMOKE,
                new ItemRequest.Complete(null, null, null, null, "0198")));
        told.add("item-complete", "evidence-missing",
                s -> ask(s, DEVELOPER, SMOKE, complete(List.of(missing), null)));
        told.add("item-complete", "not-a-digest",
                s -> ask(s, DEVELOPER, SMOKE, complete(List.of(new FileRef("x", null)), null)));
        told.add("item-complete", "too-many-files",
                s -> ask(s, DEVELOPER, SMOKE, complete(Collections.nCopies(101, missing), null)));
        told.add("item-fail", "occurred-in-future",
                s -> ask(s, DEVELOPER, SMOKE, new ItemRequest.Fail(TEXT, null, LATER)));
        told.add("item-fail", "evidence-missing",
                s -> ask(s, DEVELOPER, SMOKE, new ItemRequest.Fail(TEXT, List.of(missing), null)));
        told.add("item-fail", "not-a-digest", s -> ask(s, DEVELOPER, SMOKE,
                new ItemRequest.Fail(TEXT, List.of(new FileRef(null, null)), null)));
        told.add("item-fail", "too-many-files", s -> ask(s, DEVELOPER, SMOKE,
                new ItemRequest.Fail(TEXT, Collections.nCopies(101, missing), null)));
    }

    private static void setAside(Scenarios told) {
        ItemRequest aside = new ItemRequest.NotApplicable(TEXT);
        told.add("item-not-applicable", "not-applicable-not-allowed", s -> ask(s, DEVELOPER, SMOKE, aside));
        told.add("item-not-applicable", "already-not-applicable", s -> ask(
                s.by(DEVOPS, new ItemNotApplicable(SCOPE, OPTIONAL, TEXT)), DEVELOPER, OPTIONAL, aside));
        told.add("item-not-applicable", "reopen-first",
                s -> ask(s.by(DEVOPS, failed(OPTIONAL)), DEVELOPER, OPTIONAL, aside));
        told.add("item-not-applicable", "reason-required",
                s -> ask(s, DEVELOPER, OPTIONAL, new ItemRequest.NotApplicable(null)));
    }

    private static void waive(Scenarios told) {
        told.add("item-waive", "already-settled", s -> ask(s.by(DEVOPS, done()), SECURITY, SMOKE,
                new ItemRequest.Waive(TEXT, null, LATER)));
        told.add("item-waive", "already-waived",
                s -> ask(s.by(SECURITY, new ItemWaived(SCOPE, SMOKE, "w1", TEXT, null, LATER)), SECURITY, SMOKE,
                        new ItemRequest.Waive(TEXT, null, LATER)));
        told.add("item-waive", "reason-required",
                s -> ask(s, SECURITY, SMOKE, new ItemRequest.Waive(null, null, LATER)));
        told.add("item-waive", "expires-required",
                s -> ask(s, SECURITY, SMOKE, new ItemRequest.Waive(TEXT, null, null)));
        told.add("item-waive", "expires-in-past",
                s -> ask(s, SECURITY, SMOKE, new ItemRequest.Waive(TEXT, null, Story.START)));
    }

    private static ItemRequest complete(@Nullable List<FileRef> evidence, @Nullable Instant occurredAt) {
        return new ItemRequest.Complete(null, evidence, occurredAt);
    }

    private static ItemCompleted done() {
        return new ItemCompleted(SCOPE, SMOKE, null, List.of(), null);
    }

    private static ItemFailed failed(String item) {
        return new ItemFailed(SCOPE, item, null, List.of(), null);
    }

    private static Decision ask(Story s, Caller who, String item, ItemRequest request) {
        return s.ask(who, new ItemQuestion(item, request));
    }
}
