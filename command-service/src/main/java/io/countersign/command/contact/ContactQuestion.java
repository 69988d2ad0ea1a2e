package io.countersign.command.contact;

import io.countersign.command.decision.Caller;
import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Identifier;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Question;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Required;
import io.countersign.command.decision.Right;
import io.countersign.events.ContactEvents.ContactSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** A contact of a system in an environment, as it is put to the ledger. It rests on nothing that was sealed before: the latest counts. */
record ContactQuestion(ContactRequest request) implements Question {

    /** Printable, one line, no space at either end. */
    private static final Pattern ROLE = Pattern
            .compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N} ._/()&-]{0,62}[\\p{L}\\p{M}\\p{N})])?");

    private record Asked(ContactRequest request, Caller caller) {}

    private static final Policy<Asked> SET = Policy.of(
            a -> Right.CONTACT.objection(a.caller(), Map.of()),
            a -> Identifier.objection("system", a.request().system()),
            a -> Identifier.objection("environment", a.request().environment()),
            a -> Required.member("role", a.request().role()),
            a -> isRole(Objects.requireNonNull(a.request().role())));

    @Override
    public String action() {
        return "contact-set";
    }

    @Override
    public List<Look> looks() {
        return List.of();
    }

    @Override
    public Decision decide(Known known) {
        return SET.decide(new Asked(request, known.caller()), () -> Accepted.of(new ContactSet(
                Objects.requireNonNull(request.system()), Objects.requireNonNull(request.environment()),
                Objects.requireNonNull(request.role()), request.name(), request.address(), request.availability())));
    }

    /** Rule {@code not-a-contact-role}. */
    private static Optional<Refusal> isRole(String role) {
        return ROLE.matcher(role).matches()
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.INVALID, "not-a-contact-role",
                        "A contact's role has 1 to 64 letters, digits and plain punctuation.").in("role"));
    }
}
