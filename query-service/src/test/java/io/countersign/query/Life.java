package io.countersign.query;

import io.countersign.events.ControlEvents.ControlChecked;
import io.countersign.events.ControlEvents.ControlWaived;
import io.countersign.events.ControlEvents.ControlWaiverRevoked;
import io.countersign.events.DeploymentEvent;
import io.countersign.events.DeploymentEvents.Artifact;
import io.countersign.events.DeploymentEvents.Band;
import io.countersign.events.DeploymentEvents.DeploymentAbandoned;
import io.countersign.events.DeploymentEvents.DeploymentClosed;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.DeploymentWentLive;
import io.countersign.events.DeploymentEvents.EmergencyReviewed;
import io.countersign.events.DeploymentEvents.Field;
import io.countersign.events.DeploymentEvents.FieldSet;
import io.countersign.events.DeploymentEvents.MeasurementRecorded;
import io.countersign.events.DeploymentEvents.NoteAdded;
import io.countersign.events.DeploymentEvents.TriggerClosed;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.DeploymentEvents.UnmetCondition;
import io.countersign.events.EventCatalog;
import io.countersign.events.Evidence;
import io.countersign.events.ItemEvents.ItemCompleted;
import io.countersign.events.ItemEvents.ItemFailed;
import io.countersign.events.ItemEvents.ItemNotApplicable;
import io.countersign.events.ItemEvents.ItemReopened;
import io.countersign.events.ItemEvents.ItemWaived;
import io.countersign.events.ItemEvents.ItemWaiverRevoked;
import io.countersign.events.LedgerEvent;
import io.countersign.events.LedgerEvents.ActionRefused;
import io.countersign.events.LedgerEvents.ExportRecorded;
import io.countersign.events.Outcome;
import io.countersign.events.Redactable;
import io.countersign.events.ReportEvents.Judged;
import io.countersign.events.ReportEvents.ReportIngested;
import io.countersign.events.ChecklistEvents.Limit;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackDeclined;
import io.countersign.events.RollbackEvents.RollbackStepRecorded;
import io.countersign.events.RollbackEvents.RollbackVerified;
import io.countersign.events.Scope;
import io.countersign.events.SafeguardEvents.ControlDecided;
import io.countersign.events.SignOffEvents.SignOffDeclined;
import io.countersign.events.SignOffEvents.SignOffLapsed;
import io.countersign.events.SignOffEvents.SignedOff;
import io.countersign.ledger.hash.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A deployment's whole life with an event of every kind, and a second one that is given up; each step is one commit, made when it is its turn. */
final class Life {

    static final Scope FIRST = History.scope(1);
    static final Scope SECOND = new Scope("00000000-0000-7000-8000-000000000102", "portal", "staging", "small", 1);
    static final String WAIVER = "00000000-0000-7000-8000-000000000201";

    private static final String SIGNED = "00000000-0000-7000-8000-000000000301";
    private static final String SHA = "cd".repeat(32);

    private final SealedLog log;
    private final List<Supplier<List<SealedLog.Sealed>>> steps = new ArrayList<>();
    private final List<Class<?>> done = new ArrayList<>();

    Life(SealedLog log) {
        this.log = log;
        opened();
        worked();
        signed();
        live();
        rolledBack();
        secondGivenUp();
    }

    List<Supplier<List<SealedLog.Sealed>>> steps() {
        return steps;
    }

    private void opened() {
        String digest = Digest.sha256(History.SOURCE.getBytes(StandardCharsets.UTF_8)).hex();
        step(DeploymentOpened.class, () -> new DeploymentOpened(FIRST, 1, digest, "2.4.0", "0123abc", List.of(),
                List.of(new Artifact("app", "sha256:" + SHA)), List.of(new Field("Ticket", said("value", "CHG-17")))));
        step(NoteAdded.class, () -> new NoteAdded(FIRST, said("text", "Freeze begins at noon; fenêtre de gel, 冻结窗口")));
        step(FieldSet.class, () -> new FieldSet(FIRST, "Ticket", said("value", "CHG-18")));
    }

    private void worked() {
        Evidence file = new Evidence(SHA, 7, null);
        step(ItemCompleted.class, () -> new ItemCompleted(FIRST, History.TESTS, said("note", "all 412 green"),
                List.of(file), Instant.parse("2026-03-01T07:59:00Z")));
        step(ItemReopened.class, () -> new ItemReopened(FIRST, History.TESTS, said("reason", "flaky")));
        step(ItemFailed.class, () -> new ItemFailed(FIRST, History.TESTS, said("reason", "really red"), List.of(),
                null));
        step(ItemNotApplicable.class, () -> new ItemNotApplicable(FIRST, History.TOLD, said("reason", "no users")));
        step(ItemWaived.class, () -> new ItemWaived(FIRST, History.BACKUP, WAIVER.replace("201", "200"),
                said("reason", "for a minute"), null, log.time().plusSeconds(60)));
        // sealed a second after it was made: to its last microsecond, and to its end
        passes(Duration.ofSeconds(59).minusNanos(1_000));
        passes(Duration.ofNanos(1_000));
        step(ItemWaived.class, () -> new ItemWaived(FIRST, History.BACKUP, WAIVER, said("reason", "replica is enough"),
                said("compensating", "a second replica"), log.time().plusSeconds(1_000_000)));
        step(ItemWaiverRevoked.class, () -> new ItemWaiverRevoked(FIRST, History.BACKUP, WAIVER, null));
        step(ControlChecked.class, () -> new ControlChecked(FIRST, History.CONTROL, Outcome.FAIL, "probe",
                said("expected", "TLS 1.2+"), said("observed", "TLS 1.0"), List.of(), null));
        step(ControlWaived.class, () -> new ControlWaived(FIRST, History.CONTROL, WAIVER.replace("201", "202"),
                said("reason", "internal only"), null, log.time().plusSeconds(1_000_000)));
        step(ControlWaiverRevoked.class, () -> new ControlWaiverRevoked(FIRST, History.CONTROL,
                WAIVER.replace("201", "202"), null));
        step(ControlDecided.class, () -> new ControlDecided("claims", "production", "hipaa.automatic-logoff", false,
                said("reason", "kiosks without keyboards"), said("instead", "a badge reader")));
        step(ReportIngested.class, () -> new ReportIngested(FIRST, "junit", null, "8.4.1", Map.of("tests_failed", "0"),
                Outcome.PASS, null, List.of(new Judged(History.TESTS, "tests_failed", "0", new Limit("at-most", "0"),
                        Outcome.PASS, null, "left", "already-failed")),
                file, null));
    }

    private void signed() {
        step(SignedOff.class, () -> new SignedOff(FIRST, "Developer", SIGNED, said("meaning", "authored"), "bearer",
                SHA, log.records().size() - 1));
        step(SignOffDeclined.class, () -> new SignOffDeclined(FIRST, "Reviewer", said("reason", "not yet")));
        step(SignOffLapsed.class, () -> new SignOffLapsed(FIRST, "Developer", SIGNED, "item-reopened", History.TESTS));
        step(ActionRefused.class, () -> new ActionRefused(FIRST, "sign", "author-cannot-approve", "Reviewer"));
    }

    private void live() {
        step(DeploymentWentLive.class, () -> new DeploymentWentLive(FIRST, true, said("reason", "outage"), List.of(),
                List.of(new UnmetCondition("item-settled", History.TESTS, null, null)),
                log.time().plusSeconds(72 * 3600)));
        step(EmergencyReviewed.class, () -> new EmergencyReviewed(FIRST, said("finding", "was justified")));
        step(MeasurementRecorded.class, () -> new MeasurementRecorded(FIRST, "error_rate", "0.013", "ratio",
                Band.TRIGGER, null));
        step(TriggerOpened.class, () -> new TriggerOpened(FIRST, "error-rate", "error_rate", "0.013"));
        step(RollbackDeclined.class, () -> new RollbackDeclined(FIRST, "error-rate", said("reason", "one host only")));
        step(TriggerClosed.class, () -> new TriggerClosed(FIRST, "error-rate", "decline"));
    }

    private void rolledBack() {
        step(RollbackDeclared.class, () -> new RollbackDeclared(FIRST, null, said("reason", "data at risk"),
                List.of(SIGNED)));
        step(RollbackStepRecorded.class, () -> new RollbackStepRecorded(FIRST, History.SCAN,
                said("command", "systemctl stop app"), 0, 1200L, SHA, null, List.of(), null));
        step(RollbackVerified.class, () -> new RollbackVerified(FIRST, Outcome.PASS, said("observed", "old build up"),
                List.of()));
        step(DeploymentClosed.class, () -> new DeploymentClosed(FIRST));
        step(ExportRecorded.class, () -> new ExportRecorded("00000000-0000-7000-8000-000000000401", SHA, FIRST, null,
                null, null, null, log.records().size() - 1, List.of()));
    }

    private void secondGivenUp() {
        steps.add(() -> log.commit(People.SECURITY, new DeploymentOpened(SECOND, 1, SHA, "7\0", null, List.of(),
                List.of(), List.of())));
        steps.add(() -> log.commit(People.SECURITY, new NoteAdded(SECOND, said("text", "Call Ada at\0 555-0100"))));
        EventCatalog.events().stream().filter(DeploymentEvent.class::isAssignableFrom)
                .filter(kind -> !done.contains(kind) && kind != DeploymentAbandoned.class)
                .forEach(kind -> steps.add(() -> log.commit(People.SECURITY, Filled.event(kind, SECOND, log))));
        step(DeploymentAbandoned.class, () -> new DeploymentAbandoned(SECOND, said("reason", "superseded")));
    }

    /** Nothing is recorded, and time passes. */
    private void passes(Duration time) {
        steps.add(() -> {
            log.at(log.time().plus(time));
            return List.of();
        });
    }

    private Redactable said(String name, String text) {
        return log.secret(name, text);
    }

    private void step(Class<? extends LedgerEvent> kind, Supplier<LedgerEvent> event) {
        done.add(kind);
        steps.add(() -> log.commit(People.DEVELOPER, event.get()));
    }
}
