package io.countersign.command.decision;

import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.ChecklistEvents.ChecklistRecognized;
import io.countersign.events.ChecklistEvents.ProfileImported;
import io.countersign.events.ContactEvents.ContactSet;
import io.countersign.events.ControlEvents;
import io.countersign.events.ControlEvents.ControlWaived;
import io.countersign.events.ControlEvents.ControlWaiverRevoked;
import io.countersign.events.DeploymentEvent;
import io.countersign.events.DeploymentEvents.DeploymentOpened;
import io.countersign.events.DeploymentEvents.FieldSet;
import io.countersign.events.DeploymentEvents.MeasurementRecorded;
import io.countersign.events.DeploymentEvents.NotificationRecorded;
import io.countersign.events.DeploymentEvents.TriggerOpened;
import io.countersign.events.ItemEvents;
import io.countersign.events.ItemEvents.ItemWaived;
import io.countersign.events.ItemEvents.ItemWaiverRevoked;
import io.countersign.events.LedgerEvent;
import io.countersign.events.LedgerEvents.DisclosureErased;
import io.countersign.events.LedgerEvents.ExportRecorded;
import io.countersign.events.LedgerEvents.LogKeyRotated;
import io.countersign.events.MaintenanceEvents;
import io.countersign.events.MaintenanceEvents.ObligationCompleted;
import io.countersign.events.MaintenanceEvents.ObligationEnded;
import io.countersign.events.MaintenanceEvents.ObligationNotApplicable;
import io.countersign.events.MaintenanceEvents.ObligationOpened;
import io.countersign.events.ReportEvents.ReportIngested;
import io.countersign.events.ProcedureEvents.ProcedureStepRecorded;
import io.countersign.events.ProcedureEvents.StepOutcome;
import io.countersign.events.RollbackEvents.IncidentLinked;
import io.countersign.events.RollbackEvents.RollbackDeclared;
import io.countersign.events.RollbackEvents.RollbackDeclined;
import io.countersign.events.RollbackEvents.RollbackStepRecorded;
import io.countersign.events.RollbackEvents.RollbackVerified;
import io.countersign.events.SafeguardEvents.ControlDecided;
import io.countersign.events.SignOffEvents.SignOffDeclined;
import io.countersign.events.SignOffEvents.SignOffLapsed;
import io.countersign.events.SignOffEvents.SignedOff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a write answers besides its receipt: the ids that were given or meant, taken from the sealed events alone. */
public final class Answers {

    private final Map<String, Object> members = new LinkedHashMap<>();
    private final List<Object> measurements = new ArrayList<>();
    private final List<String> triggers = new ArrayList<>();
    private final List<String> lapsed = new ArrayList<>();
    private final List<String> began = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();

    private Answers() {}

    /** @param events those of one append, in order */
    public static Map<String, Object> of(List<LedgerEvent> events) {
        Answers answer = new Answers();
        events.forEach(answer::add);
        if (!answer.measurements.isEmpty()) {
            answer.members.put("measurements", answer.measurements);
            answer.members.put("triggers", answer.triggers);
        }
        if (!answer.lapsed.isEmpty()) {
            answer.members.put("lapsed", answer.lapsed);
        }
        if (!answer.began.isEmpty()) {
            answer.members.put("obligations", answer.began);
        }
        if (!answer.ended.isEmpty()) {
            answer.members.put("ended", answer.ended);
        }
        return answer.members;
    }

    private void add(LedgerEvent event) {
        if (event instanceof DeploymentEvent e) {
            put("deployment", e.scope().deployment());
        }
        switch (event) {
            case FieldSet e -> put("field", e.name());
            case NotificationRecorded e -> put("notification", e.notification());
            case ContactSet e -> {
                put("system", e.system());
                put("environment", e.environment());
                put("role", e.role());
            }
            case ItemEvents e -> item(e);
            case ControlEvents e -> control(e);
            case ControlDecided e -> {
                put("control", e.control());
                put("system", e.system());
                put("environment", e.environment());
                put("implemented", e.implemented());
            }
            case MeasurementRecorded e -> measurements.add(measurement(e));
            case TriggerOpened e when e.measurement() == null -> put("trigger", e.trigger());
            case TriggerOpened e -> triggers.add(e.trigger());
            case SignedOff e -> {
                put("signOff", e.signOff());
                put("role", e.role());
                put("statement", e.statement());
            }
            case SignOffDeclined e -> put("role", e.role());
            case SignOffLapsed e -> lapsed.add(e.signOff());
            case RollbackDeclared e -> declared(e);
            case RollbackDeclined e -> maybe("trigger", e.trigger());
            case RollbackStepRecorded e -> {
                maybe("item", e.item());
                step(e.procedure(), e.step(), e.became());
            }
            case ProcedureStepRecorded e -> {
                maybe("item", e.item());
                step(e.procedure(), e.step(), e.outcome());
            }
            case RollbackVerified e -> put("outcome", e.outcome().label());
            case IncidentLinked e -> put("reference", e.reference());
            case DeploymentOpened e -> maybe("follows", e.follows());
            case ReportIngested e -> report(e);
            case ChecklistImported e -> checklist(e);
            case ChecklistRecognized e -> put("recognized", recognized(e));
            case ProfileImported e -> profile(e);
            case ExportRecorded e -> put("export", e.export());
            case DisclosureErased e -> {
                put("entry", e.entry());
                put("field", e.field());
                put("erased", e.digests());
            }
            case ObligationOpened e -> began.add(e.obligation());
            case MaintenanceEvents e -> maintenance(e);
            case LogKeyRotated e -> {
                put("previous", e.previous());
                put("next", e.next());
                put("overlapEnd", e.overlapEnd());
            }
            default -> {
            }
        }
    }

    private void maintenance(MaintenanceEvents event) {
        if (event instanceof ObligationEnded e && e.deployment() != null) {
            ended.add(e.obligation());
            return;
        }
        put("system", event.place().system());
        put("environment", event.place().environment());
        put("obligation", event.obligation());
        switch (event) {
            case ObligationCompleted e -> {
                put("period", e.period());
                put("withinGrace", e.withinGrace());
            }
            case ObligationNotApplicable e -> put("period", e.period());
            case ObligationEnded e -> ended.add(e.obligation());
            default -> {
            }
        }
    }

    private void declared(RollbackDeclared event) {
        maybe("trigger", event.trigger());
        Map<String, Object> voided = new LinkedHashMap<>();
        voided.put("signOffs", event.voided());
        voided.put("items", event.voidedItems());
        if (event.moreItems() != null) {
            voided.put("moreItems", event.moreItems());
        }
        put("voided", voided);
    }

    private void step(@Nullable String procedure, @Nullable String step, StepOutcome outcome) {
        maybe("procedure", procedure);
        maybe("step", step);
        put("outcome", outcome.label());
    }

    private void maybe(String name, @Nullable Object value) {
        if (value != null) {
            put(name, value);
        }
    }

    private void report(ReportIngested event) {
        if (event.format() != null) {
            put("format", event.format());
        }
        put("verdict", event.verdict());
        if (event.reason() != null) {
            put("reason", event.reason());
        }
        put("numbers", event.numbers());
        put("judged", event.judged());
    }

    private void item(ItemEvents event) {
        // What a report did to items stands beside its verdicts.
        if (!members.containsKey("judged")) {
            put("item", event.item());
        }
        if (event instanceof ItemWaived e) {
            put("waiver", e.waiver());
        } else if (event instanceof ItemWaiverRevoked e) {
            put("waiver", e.waiver());
        }
    }

    private void control(ControlEvents event) {
        put("control", event.control());
        if (event instanceof ControlWaived e) {
            put("waiver", e.waiver());
        } else if (event instanceof ControlWaiverRevoked e) {
            put("waiver", e.waiver());
        }
    }

    private static Map<String, Object> measurement(MeasurementRecorded event) {
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("name", event.name());
        measured.put("value", event.value());
        if (event.unit() != null) {
            measured.put("unit", event.unit());
        }
        measured.put("band", event.band().label());
        return measured;
    }

    private void checklist(ChecklistImported event) {
        put("id", event.checklist());
        put("version", event.version());
        put("digest", event.digest());
        put("items", event.items());
        put("sections", event.sections());
    }

    /** To be confirmed by a profile. */
    private static Map<String, Object> recognized(ChecklistRecognized event) {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("procedures", event.procedures());
        seen.put("signOffs", event.signOffs());
        seen.put("contacts", event.contacts());
        seen.put("fields", event.fields());
        seen.put("triggers", event.triggers());
        seen.put("thresholds", event.thresholds());
        seen.put("conditionals", event.conditionals());
        seen.put("recurring", event.recurring());
        seen.put("omitted", event.omitted());
        return seen;
    }

    private void profile(ProfileImported event) {
        put("id", event.checklist());
        put("version", event.version());
        if (event.of() != null) {
            put("digest", event.of().digest());
            put("items", event.of().items());
            put("sections", event.of().sections());
        }
        put("profile", profiled(event));
    }

    private static Map<String, Object> profiled(ProfileImported event) {
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("version", event.profile());
        profile.put("inferred", event.inferred());
        profile.put("assumptions", event.assumptions());
        return profile;
    }

    /** The first event to name a thing is the one the caller asked for; others came along. */
    private void put(String name, Object value) {
        members.putIfAbsent(name, value);
    }
}
