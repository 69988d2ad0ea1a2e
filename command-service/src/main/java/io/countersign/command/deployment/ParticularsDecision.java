package io.countersign.command.deployment;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Required;
import io.countersign.command.decision.Right;
import io.countersign.command.decision.Situation;
import io.countersign.command.deployment.ParticularsRequest.AddNote;
import io.countersign.command.deployment.ParticularsRequest.SetField;
import io.countersign.command.signoff.Lapses;
import io.countersign.events.DeploymentEvents.FieldSet;
import io.countersign.events.DeploymentEvents.NoteAdded;
import java.util.Objects;

/** What a note or a form field comes to. Notes may follow a deployment's end, such as a post-mortem's; fields may not. */
final class ParticularsDecision {

    private record Asked<R>(Situation s, R request) {}

    private static final Policy<Asked<AddNote>> NOTE = Policy.of(a -> Right.NOTE.objection(a.s()),
            a -> Required.member("text", a.request().text()));

    private static final Policy<Asked<SetField>> FIELD = Policy.of(a -> Right.NOTE.objection(a.s()),
            a -> a.s().unlessRunning("setting a field"),
            a -> Required.member("name", a.request().name()),
            a -> FormFields.objection(a.s().definition(), Objects.requireNonNull(a.request().name())),
            a -> Required.member("value", a.request().value()));

    private ParticularsDecision() {}

    static Decision decide(Situation s, ParticularsRequest request) {
        return switch (request) {
            case AddNote r -> NOTE.decide(new Asked<>(s, r),
                    () -> Accepted.of(new NoteAdded(s.scope(), Objects.requireNonNull(r.text()))));
            case SetField r -> FIELD.decide(new Asked<>(s, r), () -> new Accepted(Lapses.with(s.state(),
                    new FieldSet(s.scope(), Objects.requireNonNull(r.name()), Objects.requireNonNull(r.value())))));
        };
    }
}
