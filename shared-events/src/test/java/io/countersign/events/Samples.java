package io.countersign.events;

import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.ChecklistItemsListed;
import io.countersign.events.ChecklistEvents.Alternative;
import io.countersign.events.ChecklistEvents.ChecklistRecognized;
import io.countersign.events.ChecklistEvents.Command;
import io.countersign.events.ChecklistEvents.Computed;
import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.ChecklistEvents.ItemRule;
import io.countersign.events.ChecklistEvents.Limit;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.ChecklistEvents.ProfileItemsListed;
import io.countersign.events.ChecklistEvents.ReportRule;
import io.countersign.events.ChecklistEvents.RequiredFor;
import io.countersign.events.ChecklistEvents.Section;
import io.countersign.events.ChecklistEvents.SectionRule;
import io.countersign.events.ChecklistEvents.Threshold;
import io.countersign.events.ChecklistEvents.Trigger;
import io.countersign.events.ChecklistEvents.Contact;
import io.countersign.events.ChecklistEvents.GateCondition;
import io.countersign.events.ChecklistEvents.Noticed;
import io.countersign.events.ChecklistEvents.Procedure;
import io.countersign.events.ChecklistEvents.Profiled;
import io.countersign.events.ChecklistEvents.Step;
import io.countersign.events.ContactEvents.ContactSet;
import io.countersign.events.ControlEvents.ControlChecked;
import io.countersign.events.ControlEvents.ControlWaived;
import io.countersign.events.ControlEvents.ControlWaiverRevoked;
import io.countersign.events.DeploymentEvents.Artifact;
import io.countersign.events.DeploymentEvents.Band;
import io.countersign.events.DeploymentEvents.DeploymentAbandoned;
import io.countersign.events.DeploymentEvents.DeploymentClosed;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.DeploymentEvents.EmergencyReviewOverdue;
import io.countersign.events.DeploymentEvents.EmergencyReviewed;
import io.countersign.events.DeploymentEvents.Field;
import io.countersign.events.DeploymentEvents.FieldSet;
import io.countersign.events.DeploymentEvents.FollowUpOpened;
import io.countersign.events.DeploymentEvents.MeasurementRecorded;
import io.countersign.events.DeploymentEvents.NoteAdded;
import io.countersign.events.DeploymentEvents.NotificationRecorded;
import io.countersign.events.DeploymentEvents.TriggerClosed;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.DeploymentEvents.UnmetCondition;
import io.countersign.events.IdentityEvents.PersonIntroduced;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.ItemEvents.ItemFailed;
import io.countersign.events.ItemEvents.ItemNotApplicable;
import io.countersign.events.ItemEvents.ItemReopened;
import io.countersign.events.ItemEvents.ItemWaived;
import io.countersign.events.ItemEvents.ItemWaiverRevoked;
import io.countersign.events.LedgerEvents.ActionRefused;
import io.countersign.events.LedgerEvents.DisclosureErased;
import io.countersign.events.LedgerEvents.ExportRecorded;
import io.countersign.events.LedgerEvents.LedgerCreated;
import io.countersign.events.LedgerEvents.LogKeyRotated;
import io.countersign.events.MaintenanceEvents.ObligationCompleted;
import io.countersign.events.MaintenanceEvents.ObligationEnded;
import io.countersign.events.MaintenanceEvents.ObligationMissed;
import io.countersign.events.MaintenanceEvents.ObligationNotApplicable;
import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.MaintenanceEvents.Period;
import io.countersign.events.ReportEvents.Judged;
import io.countersign.events.ReportEvents.ReportIngested;
import io.countersign.events.ProcedureEvents.ProcedureStepRecorded;
import io.countersign.events.ProcedureEvents.Run;
import io.countersign.events.ProcedureEvents.StepOutcome;
import io.countersign.events.RollbackEvents.IncidentLinked;
import io.countersign.events.RollbackEvents.PostMortemRecorded;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackDeclined;
import io.countersign.events.RollbackEvents.RollbackStepRecorded;
import io.countersign.events.RollbackEvents.RollbackVerified;
import io.countersign.events.SafeguardEvents.ControlDecided;
import io.countersign.events.SignOffEvents.SignOffDeclined;
import io.countersign.events.SignOffEvents.SignOffLapsed;
import io.countersign.events.SignOffEvents.SignedOff;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One event of each kind, every member filled. */
final class Samples {

    private static final Scope SCOPE = new Scope("01980000-0000-7000-8000-000000000001", "claims", "production",
            "ltc-claims", 1);
    private static final Redactable TEXT = new Redactable("n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg");
    private static final String SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String UUID = "01980000-0000-7000-8000-000000000002";
    private static final Instant TIME = Instant.parse("2026-11-22T20:00:00.123456Z");
    private static final List<Evidence> FILES = List.of(new Evidence(SHA, 4L, TEXT, null, "text/plain"));
    private static final List<Evidence> ELSEWHERE = List.of(FILES.getFirst(),
            new Evidence(SHA, null, TEXT, TEXT, null));
    private static final String ITEM = "launch-phase.go-live.application-started";
    private static final String CONTROL = "hipaa.audit-controls";

    private static final Procedure PROCEDURE = new Procedure("rollback", "Rollback", "rollback-procedure",
            List.of(new Step("revert", "Revert to previous version", ITEM, "If it was migrated",
                    List.of(new Command("migrate <app_name>", List.of("app_name"), List.of(0, 1))))));
    private static final List<Noticed> NOTICED = List.of(new Noticed(ITEM, 162, "< 0.1%"));

    private static final Place PLACE = new Place("claims", "production");
    private static final String OBLIGATION = "ltc-claims:weekly-maintenance.review-error-logs";
    private static final Period PERIOD = new Period(TIME, 2, Instant.parse("2026-11-29T20:00:00.123456Z"),
            Instant.parse("2026-12-06T20:00:00.123456Z"), Instant.parse("2026-12-08T20:00:00.123456Z"));

    static final List<LedgerEvent> ALL = List.of(
            new LedgerCreated("countersign.example/ledger", "countersign.example/ledger+c5e0c4a2+AQ=="),
            new LogKeyRotated("countersign.example/ledger+c5e0c4a2+AQ==", "countersign.example/ledger+7d8c60a1+AQ==",
                    Instant.parse("2026-12-01T00:00:00Z")),
            new ExportRecorded(UUID, SHA, SCOPE, null, null, null, null, 41, List.of("note")),
            new DisclosureErased(SCOPE, 41, "note", List.of(TEXT.digest()), TEXT),
            new ActionRefused(SCOPE, "sign", "author-cannot-approve", "Reviewer", PLACE),
            new PersonIntroduced("person/" + UUID, "aWRlbnRpdHk", "user", TEXT, TEXT, TEXT),
            new ChecklistImported("ltc-claims", 1, "Production Deployment Checklist", SHA, 7011, 151, 27, 2, "1.0.0",
                    "2024-10-12"),
            new ChecklistItemsListed("ltc-claims", 1, 1,
                    List.of(new Section("launch-phase.go-live", "Go Live", 3, 161)),
                    List.of(new Item(ITEM, "Application started", "launch-phase.go-live.parent", "launch-phase.go-live",
                            3, 162, true))),
            new ChecklistRecognized("ltc-claims", 1, List.of(PROCEDURE), List.of("Developer"),
                    List.of(new Contact("Technical Lead", "24/7")), NOTICED, NOTICED, NOTICED, NOTICED, NOTICED, 3),
            new ProfileImported("ltc-claims", 1, 1, SHA, false, 1, List.of("Developer"), List.of("Reviewer"),
                    List.of("Deployed By"),
                    List.of(new SectionRule("launch-phase", RequiredFor.GO_LIVE, "weekly", "P2D")),
                    List.of(new Threshold("error_rate", "ratio", new Limit("below", "0.001"),
                            new Limit("above", "0.01"), "PT5M")),
                    List.of(new Trigger("error-rate", "Error rate exceeds 1%", "error_rate")),
                    Map.of("waive", List.of("security")),
                    List.of("no sign-off table: the same four roles"),
                    Map.of("go-live", List.of(new GateCondition("health-first", "items['a'].settled", "Not healthy."))),
                    List.of(PROCEDURE), List.of(new Contact("Technical Lead", "24/7")), new Profiled(SHA, 151, 27),
                    List.of(CONTROL), Map.of("Deployed By", "person")),
            new ProfileItemsListed("ltc-claims", 1, 1,
                    List.of(new ItemRule(ITEM, List.of(CONTROL), true, new Computed(false, "launch-phase"), "probe",
                            "pods up",
                            List.of("CC7.2"),
                            new ReportRule(List.of("junit"), "tests_failed", new Limit("at-most", "0"), true),
                            List.of(new Alternative("rollback-plan", "A rollback plan exists")),
                            List.of("error_rate"), "stakeholders"))),
            new DeploymentOpened(SCOPE, 1, SHA, "2.4.0", "0123abc", List.of("aWRlbnRpdHk"),
                    List.of(new Artifact("web", "sha256:" + SHA)),
                    List.of(new Field("Deployed By", TEXT)), UUID),
            new FieldSet(SCOPE, "Deployed By", TEXT), new NoteAdded(SCOPE, TEXT),
            new NotificationRecorded(SCOPE, UUID, "email", TEXT, TEXT, TIME),
            new ContactSet("claims", "production", "Technical Lead", TEXT, TEXT, TEXT),
            new DeploymentWentLive(SCOPE, true, TEXT, List.of(UUID),
                    List.of(new UnmetCondition("item-settled", ITEM, "Reviewer", CONTROL)), TIME),
            new EmergencyReviewed(SCOPE, TEXT), new EmergencyReviewOverdue(SCOPE, TIME), new DeploymentClosed(SCOPE),
            new DeploymentAbandoned(SCOPE, TEXT),
            new MeasurementRecorded(SCOPE, "error_rate", "0.013", "ratio", Band.TRIGGER, TIME),
            new TriggerOpened(SCOPE, "error-rate", "error_rate", "0.013", TEXT),
            new TriggerClosed(SCOPE, "error-rate", "pass"),
            new ItemCompleted(SCOPE, ITEM, TEXT, ELSEWHERE, TIME, "rollback-plan", UUID),
            new ItemFailed(SCOPE, ITEM, TEXT, FILES, TIME),
            new ItemReopened(SCOPE, ITEM, TEXT), new ItemNotApplicable(SCOPE, ITEM, TEXT),
            new ItemWaived(SCOPE, ITEM, UUID, TEXT, TEXT, TIME), new ItemWaiverRevoked(SCOPE, ITEM, UUID, TEXT),
            new SignedOff(SCOPE, "Reviewer", UUID, TEXT, "bearer", SHA, 40),
            new SignOffDeclined(SCOPE, "Reviewer", TEXT),
            new SignOffLapsed(SCOPE, "Reviewer", UUID, "item-reopened", ITEM),
            new ControlChecked(SCOPE, CONTROL, Outcome.PASS, "probe", TEXT, TEXT, ELSEWHERE, TIME),
            new ControlWaived(SCOPE, CONTROL, UUID, TEXT, TEXT, TIME),
            new ControlWaiverRevoked(SCOPE, CONTROL, UUID, TEXT),
            new ControlDecided("claims", "production", CONTROL, false, TEXT, TEXT),
            new RollbackDeclared(SCOPE, "error-rate", TEXT, List.of(UUID), List.of(ITEM), 2),
            new RollbackDeclined(SCOPE, "error-rate", TEXT),
            new RollbackStepRecorded(SCOPE, ITEM, TEXT, 0, 1200L, SHA, TEXT, FILES, TIME, "rollback", "revert",
                    StepOutcome.DONE, List.of(new Run(TEXT, 1, 900L, SHA)), Map.of("app_name", "claims")),
            new RollbackVerified(SCOPE, Outcome.PASS, TEXT, FILES),
            new IncidentLinked(SCOPE, "INC-204", TEXT),
            new PostMortemRecorded(SCOPE, TEXT, TEXT, FILES, TIME),
            new ProcedureStepRecorded(SCOPE, "database-migrations", "run", ITEM, StepOutcome.FAILED,
                    List.of(new Run(TEXT, 1, 900L, SHA)), Map.of("app_name", "claims"), TEXT, FILES, TIME),
            new FollowUpOpened(SCOPE, UUID),
            new ReportIngested(SCOPE, "junit", "pytest", "8.4.1", Map.of("tests", "12", "tests_failed", "1"),
                    Outcome.FAIL, "the report breaks off",
                    List.of(new Judged(ITEM, "tests_failed", "1", new Limit("at-most", "0"), Outcome.FAIL,
                            "tests_failed is 1", "left", "already-failed")),
                    FILES.getFirst(), TIME),
            new ObligationOpened(PLACE, OBLIGATION, "ltc-claims", 1, 1, "weekly-maintenance.review-error-logs",
                    "Review error logs", "weekly", "P2D", List.of("devops"), true, TIME, UUID),
            new ObligationCompleted(PLACE, OBLIGATION, PERIOD, true, TEXT, FILES, TIME),
            new ObligationNotApplicable(PLACE, OBLIGATION, PERIOD, TEXT),
            new ObligationMissed(PLACE, OBLIGATION, PERIOD),
            new ObligationEnded(PLACE, OBLIGATION, TIME, TIME, "retired", TEXT, UUID));

    private Samples() {}
}
