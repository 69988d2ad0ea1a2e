package io.countersign.command.signoff;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Decision.Accepted;
import io.countersign.command.decision.Nearest;
import io.countersign.command.decision.Policy;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Required;
import io.countersign.command.decision.Situation;
import io.countersign.command.signoff.SignRules.Asked;
import io.countersign.events.SignOffEvents.SignOffDeclined;
import io.countersign.events.SignOffEvents.SignedOff;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What signing, or declining to sign, comes to. */
final class SignDecision {

    private static final Policy<Asked> SIGN = Policy.of(SignRules::isPerson, SignRules::holdsRole,
            SignRules::inPhase, SignRules::approverIsNoAuthor, SignRules::onlyRole, SignRules::notSignedYet,
            SignRules::sawStatement);

    private static final Policy<Asked> DECLINE = Policy.of(SignRules::isPerson, SignRules::holdsRole,
            SignRules::inPhase, SignRules::notSignedYet);

    private SignDecision() {}

    /**
     * @param statement hex SHA-256 of the statement that holds now, which the evidence store has
     * @param signOff id for the sign-off, should it be given
     */
    static Decision decide(Situation s, SignRequest request, String statement, String signOff) {
        Optional<Refusal> missing = Required.member("role", request.role());
        if (missing.isPresent()) {
            return missing.get().refused();
        }
        String wanted = Objects.requireNonNull(request.role());
        List<String> roles = s.definition().profile().roles();
        Optional<String> role = roles.stream().filter(r -> r.equalsIgnoreCase(wanted)).findFirst();
        return role.isPresent()
                ? decide(new Asked(s, role.get(), request, statement), signOff)
                : Refusal.of(Problem.UNKNOWN, "unknown-role",
                        "The profile asks for no sign-off as \"" + wanted + "\".").in("role")
                        .near(Nearest.to(wanted, roles)).refused();
    }

    private static Decision decide(Asked asked, String signOff) {
        Situation s = asked.s();
        return switch (asked.request()) {
            case SignRequest.Sign r -> Policy.of(SIGN::objection, _ -> Required.member("meaning", r.meaning()))
                    .decide(asked, () -> Accepted.of(new SignedOff(s.scope(), asked.role(), signOff,
                            Objects.requireNonNull(r.meaning()), "bearer", asked.statement(),
                            s.state().changed())));
            case SignRequest.Decline r -> Policy.of(DECLINE::objection, _ -> Required.member("reason", r.reason()))
                    .decide(asked, () -> Accepted.of(
                            new SignOffDeclined(s.scope(), asked.role(), Objects.requireNonNull(r.reason()))));
        };
    }
}
