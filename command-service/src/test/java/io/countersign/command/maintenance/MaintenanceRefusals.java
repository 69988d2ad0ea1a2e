package io.countersign.command.maintenance;

import static io.countersign.command.decision.Story.AUDITOR;
import static io.countersign.command.decision.Story.DEVELOPER;
import static io.countersign.command.decision.Story.DEVOPS;
import static io.countersign.command.decision.Story.SECURITY;
import static io.countersign.command.decision.Story.TEXT;

import io.countersign.command.decision.Claim.FileRef;
import io.countersign.command.decision.Scenarios;
import io.countersign.command.decision.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is refused of maintenance; a system's story takes the place of a deployment's. */
public final class MaintenanceRefusals {

    private static final String COMPLETE = "maintenance-complete";
    private static final String ASIDE = "maintenance-not-applicable";
    private static final String END = "maintenance-end";
    private static final Duration WEEK = Duration.ofDays(7);

    private MaintenanceRefusals() {}

    public static void tell(Scenarios told) {
        Map<String, MaintenanceRequest> requests = Map.of(COMPLETE, complete(null, null), ASIDE,
                new MaintenanceRequest.NotApplicable(TEXT), END, new MaintenanceRequest.End(TEXT));
        requests.forEach((command, r) -> {
            told.add(command, "role-lacking", _ -> Duty.weekly().ask(AUDITOR, Duty.DOCS, r));
            told.add(command, "unknown-obligation", _ -> Duty.weekly().ask(SECURITY, "weekly.log", r));
            told.add(command, "ambiguous-obligation", _ -> Duty.weekly().ask(SECURITY, "s", r));
            told.add(command, "obligation-ended", _ -> {
                Duty duty = Duty.weekly();
                duty.ask(SECURITY, Duty.DOCS, new MaintenanceRequest.End(TEXT));
                return duty.ask(SECURITY, Duty.DOCS, r);
            });
        });
        for (String command : List.of(COMPLETE, ASIDE)) {
            told.add(command, "already-met", _ -> {
                Duty duty = Duty.weekly();
                duty.ask(DEVELOPER, Duty.DOCS, complete(null, null));
                return duty.ask(DEVOPS, Duty.DOCS, java.util.Objects.requireNonNull(requests.get(command)));
            });
        }
        told.add(COMPLETE, "occurred-in-future",
                _ -> Duty.weekly().ask(DEVOPS, "logs", complete(null, Duty.BEGAN.plusSeconds(1))));
        told.add(COMPLETE, "occurred-before-period", _ -> Duty.weekly().after(WEEK.multipliedBy(3)).ask(DEVOPS, "logs",
                complete(null, Duty.BEGAN.plus(WEEK))));
        told.add(COMPLETE, "evidence-missing", _ -> files(List.of(new FileRef("cd".repeat(32), null))));
        told.add(COMPLETE, "not-a-digest", _ -> files(List.of(new FileRef("cd", null))));
        told.add(COMPLETE, "too-many-files", _ -> files(Collections.nCopies(101, new FileRef(Story.FILE, null))));
        told.add(ASIDE, "not-applicable-not-allowed",
                _ -> Duty.weekly().ask(DEVOPS, "logs", new MaintenanceRequest.NotApplicable(TEXT)));
        told.add(ASIDE, "reason-required",
                _ -> Duty.weekly().ask(DEVOPS, "docs", new MaintenanceRequest.NotApplicable(null)));
        told.add(END, "reason-required", _ -> Duty.weekly().ask(DEVOPS, null, new MaintenanceRequest.End(null)));
    }

    private static io.countersign.command.decision.Decision files(List<FileRef> files) {
        return Duty.weekly().ask(DEVOPS, "logs", complete(files, null));
    }

    static MaintenanceRequest complete(@Nullable List<FileRef> evidence, @Nullable Instant occurredAt) {
        return new MaintenanceRequest.Complete(TEXT, evidence, occurredAt);
    }
}
