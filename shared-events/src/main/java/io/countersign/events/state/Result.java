package io.countersign.events.state;

import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.ContactEvents.ContactSet;
import io.countersign.events.ControlEvents.ControlChecked;
import io.countersign.events.ControlEvents.ControlWaived;
import io.countersign.events.ControlEvents.ControlWaiverRevoked;
import io.countersign.events.DeploymentEvents;
import io.countersign.events.DeploymentEvents.DeploymentAbandoned;
import io.countersign.events.DeploymentEvents.DeploymentClosed;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.DeploymentEvents.EmergencyReviewOverdue;
import io.countersign.events.DeploymentEvents.EmergencyReviewed;
import io.countersign.events.DeploymentEvents.FollowUpOpened;
import io.countersign.events.DeploymentEvents.MeasurementRecorded;
import io.countersign.events.DeploymentEvents.NotificationRecorded;
import io.countersign.events.DeploymentEvents.TriggerClosed;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.ItemEvents;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.ItemEvents.ItemFailed;
import io.countersign.events.ItemEvents.ItemNotApplicable;
import io.countersign.events.ItemEvents.ItemReopened;
import io.countersign.events.ItemEvents.ItemWaived;
import io.countersign.events.ItemEvents.ItemWaiverRevoked;
import io.countersign.events.LedgerEvent;
import io.countersign.events.LedgerEvents.ActionRefused;
import io.countersign.events.LedgerEvents.DisclosureErased;
import io.countersign.events.LedgerEvents.ExportRecorded;
import io.countersign.events.LedgerEvents.LogKeyRotated;
import io.countersign.events.Outcome;
import io.countersign.events.MaintenanceEvents;
import io.countersign.events.MaintenanceEvents.ObligationCompleted;
import io.countersign.events.MaintenanceEvents.ObligationEnded;
import io.countersign.events.MaintenanceEvents.ObligationMissed;
import io.countersign.events.MaintenanceEvents.ObligationNotApplicable;
import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.ReportEvents.ReportIngested;
import io.countersign.events.RollbackEvents;
import io.countersign.events.ProcedureEvents.ProcedureStepRecorded;
import io.countersign.events.ProcedureEvents.Run;
import io.countersign.events.RollbackEvents.IncidentLinked;
import io.countersign.events.RollbackEvents.PostMortemRecorded;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackDeclined;
import io.countersign.events.RollbackEvents.RollbackStepRecorded;
import io.countersign.events.RollbackEvents.RollbackVerified;
import io.countersign.events.SafeguardEvents.ControlDecided;
import io.countersign.events.SignOffEvents;
import io.countersign.events.SignOffEvents.SignOffDeclined;
import io.countersign.events.SignOffEvents.SignOffLapsed;
import io.countersign.events.SignOffEvents.SignedOff;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an event came to, in a few plain words for a history: the outcome of a check, the band of a measurement, the state an item is in afterwards.
 * What a person said is not in it, because that may be withheld.
 */
public final class Result {

    private Result() {}

    /** Null for an event that has no outcome, such as a note: what was said is all of it. */
    public static @Nullable String of(@Nullable LedgerEvent event) {
        return switch (event) {
            case ItemEvents e -> item(e);
            case ControlChecked e -> e.outcome().label() + " by " + e.method();
            case ControlWaived e -> "waived until " + e.expires();
            case ControlWaiverRevoked _ -> "waiver revoked";
            case ContactSet e -> e.name() == null && e.address() == null ? "nobody is called" : "is called";
            case ControlDecided e -> e.implemented() ? "implemented" : "not implemented, something stands in its place";
            case SignOffEvents e -> signOff(e);
            case DeploymentEvents e -> deployment(e);
            case RollbackEvents e -> rollback(e);
            case ReportIngested e -> report(e);
            case MaintenanceEvents e -> maintenance(e);
            case ProcedureStepRecorded e -> e.outcome().label() + exits(e.runs());
            case ActionRefused e -> "refused: " + e.command();
            case ExportRecorded e -> "exported through position " + e.through()
                    + (e.withheld().isEmpty() ? "" : ", withheld: " + String.join(", ", e.withheld()));
            case DisclosureErased e -> "erased from entry " + e.entry();
            case LogKeyRotated e -> "both keys sign until " + e.overlapEnd();
            case ChecklistImported e -> "version " + e.version() + " of " + count(e.items(), "item");
            case ProfileImported e -> "profile " + e.profile() + " for version " + e.version()
                    + (e.inferred() ? ", inferred" : "");
            case null, default -> null;
        };
    }

    private static @Nullable String item(ItemEvents event) {
        return switch (event) {
            case ItemCompleted e -> "completed" + (e.alternative() == null ? "" : ": " + e.alternative());
            case ItemFailed _ -> "failed";
            case ItemReopened _ -> "open again";
            case ItemNotApplicable _ -> "not applicable";
            case ItemWaived e -> "waived until " + e.expires();
            case ItemWaiverRevoked _ -> "waiver revoked";
            default -> null;
        };
    }

    private static @Nullable String signOff(SignOffEvents event) {
        return switch (event) {
            case SignedOff e -> "signed what stood at position " + e.position();
            case SignOffDeclined _ -> "declined";
            case SignOffLapsed e -> "lapsed: " + e.cause() + (e.about() == null ? "" : " " + e.about());
            default -> null;
        };
    }

    private static @Nullable String deployment(DeploymentEvents event) {
        return switch (event) {
            case DeploymentOpened e -> "open: release " + e.release() + ", " + e.scope().checklist() + "@"
                    + e.scope().version();
            case DeploymentWentLive e -> e.emergency()
                    ? "live as an emergency past " + count(e.unmet().size(), "unmet condition") + ", review due "
                            + toTheSecond(e.reviewDue())
                    : "live";
            case EmergencyReviewed _ -> "reviewed";
            case EmergencyReviewOverdue e -> "the review was due " + toTheSecond(e.due());
            case DeploymentClosed _ -> "closed";
            case DeploymentAbandoned _ -> "abandoned";
            case MeasurementRecorded e ->
                e.value() + (e.unit() == null ? "" : " " + e.unit()) + ": " + e.band().label();
            case TriggerOpened e ->
                e.measurement() == null ? "open: recommended" : "open: " + e.measurement() + " " + e.value();
            case TriggerClosed e -> "closed by " + e.by();
            case FollowUpOpened e -> "made good by deployment " + e.deployment();
            case NotificationRecorded e -> "told by " + e.channel();
            default -> null;
        };
    }

    private static @Nullable String rollback(RollbackEvents event) {
        return switch (event) {
            case RollbackDeclared e ->
                "rolling back" + (e.voided().isEmpty() ? "" : ", " + count(e.voided().size(), "sign-off") + " voided")
                        + (e.voidedItems().isEmpty() ? "" : ", " + count(voidedItems(e), "item") + " voided");
            case RollbackDeclined _ -> "declined";
            case RollbackStepRecorded e -> e.became().label() + (e.exitCode() == null ? "" : ", exit " + e.exitCode())
                    + (e.durationMillis() == null ? "" : ", " + e.durationMillis() + " ms") + exits(e.further());
            case RollbackVerified e -> e.outcome().label() + (e.outcome() == Outcome.PASS ? ": rolled back" : "");
            case IncidentLinked e -> e.reference();
            case PostMortemRecorded _ -> "looked back at";
            default -> null;
        };
    }

    private static String maintenance(MaintenanceEvents event) {
        return switch (event) {
            case ObligationOpened e -> e.every() + " since " + e.begins();
            case ObligationCompleted e -> (e.withinGrace() ? "met within grace: due " : "met: due ") + e.period().due();
            case ObligationNotApplicable e -> "not applicable: due " + e.period().due();
            case ObligationMissed e -> "missed: due " + e.period().due();
            case ObligationEnded e -> "ended: " + e.cause();
        };
    }

    private static int voidedItems(RollbackDeclared event) {
        return event.voidedItems().size() + Objects.requireNonNullElse(event.moreItems(), 0);
    }

    private static String exits(List<Run> runs) {
        return runs.stream().map(Run::exitCode).filter(Objects::nonNull).map(c -> ", exit " + c)
                .collect(Collectors.joining());
    }

    private static String report(ReportIngested report) {
        String judged = report.judged().stream().filter(j -> j.value() != null)
                .map(j -> j.measure() + " " + j.value() + " " + j.then()).distinct().collect(Collectors.joining(", "));
        String why = report.reason() == null ? judged : report.reason();
        return report.verdict().label() + (why.isEmpty() ? "" : ": " + why);
    }

    private static String count(int n, String of) {
        return n + " " + of + (n == 1 ? "" : "s");
    }

    private static @Nullable Instant toTheSecond(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
    }
}
