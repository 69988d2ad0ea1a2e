package io.countersign.query.deployments;

import io.countersign.events.ChecklistEvents.Item;
import io.countersign.events.DeploymentEvents.Artifact;
import io.countersign.events.DeploymentEvents.FollowUpOpened;
import io.countersign.events.DeploymentEvents.NotificationRecorded;
import io.countersign.events.Redactable;
import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.ItemStates;
import io.countersign.events.state.Measurements;
import io.countersign.events.state.Recorded;
import io.countersign.query.answer.NameOf;
import io.countersign.query.answer.Person;
import io.countersign.query.answer.Snapshot;
import io.countersign.query.contacts.Contact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A deployment whole, as of a moment: the answer of {@code show}.
 *
 * @param procedures of the profile, with what was recorded of their steps
 * @param follows    the deployment that this one makes good after its rollback; {@code followedBy} those that make this one good
 */
public record Show(String deployment, String system, String environment, String release, @Nullable String commit,
        String state, String checklist, String checklistDigest, int profile, long position, @Nullable String checkpoint,
        Instant asOf, @Nullable Person openedBy, @Nullable Instant openedAt, List<Artifact> artifacts, Counts counts,
        List<ItemLine> items, List<ControlLine> controls, List<SignOffLine> signOffs, List<WaiverLine> waivers,
        @Nullable RollbackPart rollback, Map<String, Redactable> fields, List<Note> notes, List<Measured> measurements,
        List<OpenTrigger> openTriggers, List<ReportLine> reports, @Nullable Emergency emergency,
        List<ProcedureLine> procedures, @Nullable String follows, List<String> followedBy,
        List<Contact> contacts, List<Notification> notifications) {

    /**
     * @param signOff id of the sign-off
     * @param ended   why it no longer counts; null while it stands
     */
    public record SignOffLine(String role, String signOff, @Nullable String person, @Nullable NameOf name,
            Redactable meaning, String statement, long covers, long position, Instant at, boolean stands,
            @Nullable String ended) {}

    /** @param active whether it covers what it was granted for at the moment asked about */
    public record WaiverLine(String waiver, @Nullable String item, @Nullable String control, Redactable reason,
            @Nullable Redactable compensating, Instant expires, @Nullable Person approver, Instant at, long position,
            boolean active, @Nullable Instant revoked) {}

    public record Note(Redactable text, @Nullable Person by, Instant at, long position) {}

    /** @param reference of the message in its channel; @param occurredAt when it was sent, as the caller claims */
    public record Notification(String notification, String channel, Redactable to, Redactable reference,
            @Nullable Person by, Instant at, @Nullable Instant occurredAt, long position) {}

    /** @param occurredAt when it was measured, as the caller claims */
    public record Measured(String name, String value, @Nullable String unit, String band, Instant at,
            @Nullable Instant occurredAt, long position) {}

    public record OpenTrigger(String trigger, @Nullable String measurement, @Nullable String value,
            @Nullable Redactable reason, Instant at, long position) {}

    /** @param overdue whether the review is owed still and has fallen due */
    public record Emergency(@Nullable Person declaredBy, @Nullable Instant reviewDue, @Nullable Person reviewedBy,
            boolean overdue) {}

    /** The answer for a deployment as loaded. */
    public static Show of(Loaded loaded, Snapshot s) {
        Definition definition = loaded.definition();
        DeploymentState state = loaded.state();
        Instant at = loaded.moment().instant();
        Scope scope = state.scope();
        ItemStates states = ItemStates.at(at, definition, state);
        List<ItemLine> items = definition.items().stream()
                .map((Item i) -> ItemLine.of(i, definition, state, states, at))
                .toList();
        return new Show(scope.deployment(), scope.system(), scope.environment(), state.opened().release(),
                state.opened().commit(), state.phase().label(), scope.checklist() + "@" + scope.version(),
                state.opened().checklistDigest(), state.opened().profile(), loaded.moment().position(), s.checkpoint(),
                at,
                Person.of(state.lifecycle().openedBy()), state.lifecycle().openedAt(), state.opened().artifacts(),
                Counts.of(definition, state, at), items, ControlLine.all(definition, state, at), signOffs(state),
                waivers(state, at), RollbackPart.of(state), state.particulars().fields(), notes(state), measured(state),
                triggers(state), ReportLine.all(state), emergency(state, at),
                ProcedureLine.all(definition, state, states), state.opened().follows(), followedBy(state),
                Contact.of(definition.profile().contacts(), loaded.contacts()), notifications(state));
    }

    private static List<String> followedBy(DeploymentState state) {
        return state.rollback().followUps().stream().map(Recorded::event).filter(FollowUpOpened.class::isInstance)
                .map(e -> ((FollowUpOpened) e).deployment()).toList();
    }

    private static List<SignOffLine> signOffs(DeploymentState state) {
        return state.signOffs().byId().values().stream()
                .map(o -> new SignOffLine(o.signed().role(), o.signed().signOff(), o.person(), NameOf.of(o.person()),
                        o.signed().meaning(), o.signed().statement(), o.signed().position(), o.position(), o.time(),
                        o.stands(), o.ended()))
                .toList();
    }

    private static List<WaiverLine> waivers(DeploymentState state, Instant at) {
        return state.waivers().byId().values().stream()
                .map(w -> new WaiverLine(w.id(), w.item(), w.control(), w.reason(), w.compensating(), w.expires(),
                        Person.of(w.approver()), w.time(), w.position(), w.covers(at), w.revoked()))
                .toList();
    }

    private static List<Note> notes(DeploymentState state) {
        return state.particulars().notes().stream().map(Show::note).filter(Objects::nonNull).toList();
    }

    private static @Nullable Note note(Recorded r) {
        return r.event() instanceof io.countersign.events.DeploymentEvents.NoteAdded n
                ? new Note(n.text(), Person.of(r.person()), r.time(), r.position())
                : null;
    }

    private static List<Notification> notifications(DeploymentState state) {
        return state.particulars().notifications().values().stream().map(Show::notification).toList();
    }

    private static Notification notification(Recorded r) {
        if (!(r.event() instanceof NotificationRecorded n)) {
            throw new IllegalStateException("entry " + r.position() + " records no notification");
        }
        return new Notification(n.notification(), n.channel(), n.to(), n.reference(), Person.of(r.person()), r.time(),
                n.occurredAt(), r.position());
    }

    private static List<Measured> measured(DeploymentState state) {
        return state.measurements().byName().values().stream().map((Measurements.Latest l) -> new Measured(
                l.measured().name(), l.measured().value(), l.measured().unit(), l.measured().band().label(), l.time(),
                l.measured().occurredAt(), l.position())).toList();
    }

    private static List<OpenTrigger> triggers(DeploymentState state) {
        return state.measurements().openTriggers().values().stream().map(o -> new OpenTrigger(o.trigger().trigger(),
                o.trigger().measurement(), o.trigger().value(), o.trigger().reason(), o.time(), o.position())).toList();
    }

    private static @Nullable Emergency emergency(DeploymentState state, Instant at) {
        var emergency = state.lifecycle().emergency();
        return emergency == null
                ? null
                : new Emergency(Person.of(emergency.declaredBy()), emergency.due(), Person.of(emergency.reviewedBy()),
                        emergency.overdue(at));
    }
}
