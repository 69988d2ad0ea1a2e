package io.countersign.command.deployment;

import io.countersign.command.decision.Claim;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Required;
import io.countersign.command.decision.Right;
import io.countersign.command.decision.Situation;
import io.countersign.command.deployment.ParticularsRequest.AddNote;
import io.countersign.command.deployment.ParticularsRequest.Notify;
import io.countersign.command.deployment.ParticularsRequest.SetField;
import io.countersign.command.signoff.Lapses;
import io.countersign.events.DeploymentEvents.FieldSet;
import io.countersign.events.DeploymentEvents.NoteAdded;
import io.countersign.events.DeploymentEvents.NotificationRecorded;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a note, a form field or a notification comes to. Notes and notifications may follow a deployment's end, such as a post-mortem's; fields may not. */
final class ParticularsDecision {

    private record Asked<R>(Situation s, R request) {}

    private static final Policy<Asked<AddNote>> NOTE = Policy.of(a -> Right.NOTE.objection(a.s()),
            a -> Required.member("text", a.request().text()));

    private static final Policy<Asked<SetField>> FIELD = Policy.of(a -> Right.NOTE.objection(a.s()),
            a -> a.s().unlessRunning("setting a field"),
            a -> Required.member("name", a.request().name()),
            a -> FormFields.objection(a.s().definition(), Objects.requireNonNull(a.request().name())),
            a -> Required.member("value", a.request().value()),
            a -> FormFields.mistyped(a.s().definition(), Objects.requireNonNull(a.request().name()),
                    Objects.requireNonNull(a.request().value())));

    private static final Pattern CHANNEL = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    private static final Policy<Asked<Notify>> NOTIFY = Policy.of(a -> Right.NOTE.objection(a.s()),
            a -> Required.member("channel", a.request().channel()),
            ParticularsDecision::isChannel,
            a -> Required.member("to", a.request().to()),
            a -> Required.member("reference", a.request().reference()),
            a -> new Claim(List.of(), a.request().occurredAt()).objection(a.s()));

    private ParticularsDecision() {}

    /** Rule {@code not-a-channel}. */
    private static Optional<Refusal> isChannel(Asked<Notify> a) {
        return CHANNEL.matcher(Objects.requireNonNull(a.request().channel())).matches()
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.INVALID, "not-a-channel",
                        "A channel is named by 1 to 32 of a-z, 0-9 and dash, such as email.").in("channel"));
    }

    /** @param notification id for the notification, should one be recorded */
    static Decision decide(Situation s, ParticularsRequest request, String notification) {
        return switch (request) {
            case AddNote r -> NOTE.decide(new Asked<>(s, r),
                    () -> Accepted.of(new NoteAdded(s.scope(), Objects.requireNonNull(r.text()))));
            case SetField r -> FIELD.decide(new Asked<>(s, r), () -> new Accepted(Lapses.with(s.state(),
                    new FieldSet(s.scope(), Objects.requireNonNull(r.name()),
                            Objects.requireNonNull(r.value()).text()))));
            case Notify r -> NOTIFY.decide(new Asked<>(s, r),
                    () -> Accepted.of(new NotificationRecorded(s.scope(), notification,
                            Objects.requireNonNull(r.channel()), Objects.requireNonNull(r.to()),
                            Objects.requireNonNull(r.reference()), r.occurredAt())));
        };
    }
}
