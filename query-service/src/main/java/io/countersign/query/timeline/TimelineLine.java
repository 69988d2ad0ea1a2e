package io.countersign.query.timeline;

import io.countersign.events.ContactEvents;
import io.countersign.events.ControlEvents;
import io.countersign.events.DeploymentEvents;
import io.countersign.events.ItemEvents;
import io.countersign.events.LedgerEvent;
import io.countersign.events.LedgerEvents;
import io.countersign.events.Redactable;
import io.countersign.events.ProcedureEvents;
import io.countersign.events.ReportEvents.ReportIngested;
import io.countersign.events.RollbackEvents;
import io.countersign.events.SignOffEvents;
import io.countersign.events.state.Result;
import io.countersign.query.answer.NameOf;
import io.countersign.query.intake.Verified;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry in a deployment's history.
 *
 * @param event  the type's middle word, such as {@code item-completed}
 * @param about  the item, control, role, field, measurement or trigger it is about
 * @param rule   the rule that refused it, where an action was refused
 * @param result what it came to, see {@link Result}; null where what was said is all of it
 * @param expected what a check expected; what it observed is {@code text}
 * @param text   what the person said: note, reason, observation
 * @param detail the event's own members; null for an event of a type unknown here
 */
public record TimelineLine(long position, Instant time, String type, String event, @Nullable String person,
        @Nullable NameOf name, @Nullable String about, @Nullable String rule, @Nullable String result,
        @Nullable Redactable expected, @Nullable Redactable text, @Nullable LedgerEvent detail) {

    private static final String NAMESPACE = "countersign.";

    /** The line of an entry. */
    public static TimelineLine of(Verified v) {
        String person = v.entry().author().person();
        String type = v.entry().type();
        return new TimelineLine(v.position(), v.entry().time(), type,
                word(type), person, NameOf.of(person),
                about(v.event()), v.event() instanceof LedgerEvents.ActionRefused refused ? refused.rule() : null,
                Result.of(v.event()),
                v.event() instanceof ControlEvents.ControlChecked checked ? checked.expected() : null,
                text(v.event()), v.event());
    }

    /** An event type's middle word: of {@code countersign.item-failed.v1} it is {@code item-failed}. */
    public static String word(String type) {
        int begin = type.startsWith(NAMESPACE) ? NAMESPACE.length() : 0;
        int end = type.lastIndexOf(".v");
        return type.substring(begin, end < begin ? type.length() : end);
    }

    /** The item, control, role, field, measurement or trigger that an event is about. */
    public static @Nullable String about(@Nullable LedgerEvent event) {
        return switch (event) {
            case ItemEvents e -> e.item();
            case ControlEvents e -> e.control();
            case SignOffEvents e -> e.role();
            case RollbackEvents.RollbackStepRecorded e -> e.item() != null ? e.item() : e.step();
            case RollbackEvents.IncidentLinked e -> e.reference();
            case ProcedureEvents.ProcedureStepRecorded e -> e.item() != null ? e.item() : e.step();
            case DeploymentEvents.FollowUpOpened e -> e.deployment();
            case RollbackEvents.RollbackDeclared e -> e.trigger();
            case RollbackEvents.RollbackDeclined e -> e.trigger();
            case DeploymentEvents.FieldSet e -> e.name();
            case DeploymentEvents.NotificationRecorded e -> e.channel();
            case ContactEvents.ContactSet e -> e.role();
            case DeploymentEvents.MeasurementRecorded e -> e.name();
            case DeploymentEvents.TriggerOpened e -> e.trigger();
            case DeploymentEvents.TriggerClosed e -> e.trigger();
            case ReportIngested e -> e.judged().size() == 1 ? e.judged().getFirst().item() : e.format();
            case LedgerEvents.ActionRefused e -> e.about();
            case LedgerEvents.DisclosureErased e -> e.field();
            case LedgerEvents.ExportRecorded e -> e.export();
            case null, default -> null;
        };
    }

    private static @Nullable Redactable text(@Nullable LedgerEvent event) {
        return switch (event) {
            case ItemEvents.ItemCompleted e -> e.note();
            case ItemEvents.ItemFailed e -> e.reason();
            case ItemEvents.ItemReopened e -> e.reason();
            case ItemEvents.ItemNotApplicable e -> e.reason();
            case ItemEvents.ItemWaived e -> e.reason();
            case ItemEvents.ItemWaiverRevoked e -> e.reason();
            case ControlEvents.ControlChecked e -> e.observed();
            case ControlEvents.ControlWaived e -> e.reason();
            case ControlEvents.ControlWaiverRevoked e -> e.reason();
            case SignOffEvents.SignedOff e -> e.meaning();
            case SignOffEvents.SignOffDeclined e -> e.reason();
            case DeploymentEvents.NoteAdded e -> e.text();
            case DeploymentEvents.TriggerOpened e -> e.reason();
            case DeploymentEvents.FieldSet e -> e.value();
            case DeploymentEvents.NotificationRecorded e -> e.to();
            case DeploymentEvents.DeploymentWentLive e -> e.reason();
            case DeploymentEvents.EmergencyReviewed e -> e.finding();
            case DeploymentEvents.DeploymentAbandoned e -> e.reason();
            case RollbackEvents.RollbackDeclared e -> e.reason();
            case RollbackEvents.RollbackDeclined e -> e.reason();
            case RollbackEvents.RollbackStepRecorded e -> e.note();
            case RollbackEvents.RollbackVerified e -> e.observed();
            case LedgerEvents.DisclosureErased e -> e.reason();
            case RollbackEvents.PostMortemRecorded e -> e.finding();
            case ProcedureEvents.ProcedureStepRecorded e -> e.note();
            case null, default -> null;
        };
    }
}
