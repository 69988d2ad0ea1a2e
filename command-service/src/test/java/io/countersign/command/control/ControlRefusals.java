package io.countersign.command.control;

import static io.countersign.command.decision.Story.AUDITOR;
import static io.countersign.command.decision.Story.CONTROL;
import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.SCOPE;
import static io.countersign.command.decision.Story.SECURITY;
import static io.countersign.command.decision.Story.TEXT;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Claim.FileRef;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Scenarios;
import io.countersign.command.decision.Story;
import io.countersign.events.ControlEvents.ControlWaived;
import io.countersign.events.ControlEvents.ControlWaiverRevoked;
import io.countersign.events.DeploymentEvents.DeploymentAbandoned;
import io.countersign.events.Outcome;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is refused of controls and waivers. */
public final class ControlRefusals {

    private static final Instant LATER = Story.START.plusSeconds(86_400);
    private static final ControlWaived WAIVED = new ControlWaived(SCOPE, CONTROL, "w1", TEXT, null, LATER);
    private static final DeploymentAbandoned ABANDONED = new DeploymentAbandoned(SCOPE, TEXT);

    private ControlRefusals() {}

    public static void tell(Scenarios told) {
        Map<String, ControlRequest> requests = Map.of("control-check", check(null, null, null), "control-waive",
                waive(LATER));
        requests.forEach((command, r) -> {
            told.add(command, "role-lacking", s -> ask(s, AUDITOR, CONTROL, r));
            told.add(command, "wrong-phase", s -> ask(s.by(SECURITY, ABANDONED), SECURITY, CONTROL, r));
            told.add(command, "unknown-control", s -> ask(s, SECURITY, "hipaa.audit", r));
        });
        told.add("control-check", "unknown-method", s -> ask(s, DEVOPS, CONTROL, check("guess", null, null)));
        told.add("control-check", "occurred-in-future", s -> ask(s, DEVOPS, CONTROL, check(null, null, LATER)));
        told.add("control-check", "evidence-missing", s -> ask(s, DEVOPS, CONTROL,
                check(null, List.of(new FileRef("cd".repeat(32), null)), null)));
        told.add("control-check", "not-a-digest",
                s -> ask(s, DEVOPS, CONTROL, check(null, List.of(new FileRef("cd", null)), null)));
        told.add("control-check", "too-many-files", s -> ask(s, DEVOPS, CONTROL,
                check(null, Collections.nCopies(101, new FileRef(Story.FILE, null)), null)));
        told.add("control-waive", "already-waived", s -> ask(s.by(SECURITY, WAIVED), SECURITY, CONTROL, waive(LATER)));
        told.add("control-waive", "reason-required",
                s -> ask(s, SECURITY, CONTROL, new ControlRequest.Waive(null, null, LATER)));
        told.add("control-waive", "expires-required", s -> ask(s, SECURITY, CONTROL, waive(null)));
        told.add("control-waive", "expires-in-past", s -> ask(s, SECURITY, CONTROL, waive(Story.START)));
        told.add("waiver-revoke", "role-lacking", s -> revoke(s.by(SECURITY, WAIVED), DEVOPS, "w1"));
        told.add("waiver-revoke", "wrong-phase", s -> revoke(s.by(SECURITY, WAIVED, ABANDONED), SECURITY, "w1"));
        told.add("waiver-revoke", "unknown-waiver", s -> revoke(s, SECURITY, "w1"));
        told.add("waiver-revoke", "waiver-ended", s -> revoke(
                s.by(SECURITY, WAIVED, new ControlWaiverRevoked(SCOPE, CONTROL, "w1", null)), SECURITY, "w1"));
    }

    private static ControlRequest check(@Nullable String method, @Nullable List<FileRef> evidence,
            @Nullable Instant occurredAt) {
        return new ControlRequest.Check(Outcome.PASS, method, TEXT, TEXT, evidence, occurredAt);
    }

    private static ControlRequest waive(@Nullable Instant expires) {
        return new ControlRequest.Waive(TEXT, null, expires);
    }

    private static Decision ask(Story s, Caller who, String control, ControlRequest request) {
        return s.ask(who, new ControlQuestion(control, request, Set.of(CONTROL, "hipaa.access-control")));
    }

    private static Decision revoke(Story s, Caller who, String waiver) {
        return s.ask(who, new RevokeQuestion(waiver, new ControlRequest.Revoke(null)));
    }
}
