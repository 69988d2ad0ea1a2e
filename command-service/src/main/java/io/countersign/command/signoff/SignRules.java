package io.countersign.command.signoff;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Right;
import io.countersign.command.decision.Situation;
import io.countersign.events.state.Phase;
import io.countersign.events.state.SignOffs.SignOff;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules on signing, each under its name. */
final class SignRules {

    private static final String DEVELOPER = "developer";
    private static final List<String> APPROVERS = List.of("reviewer", "security");

    private SignRules() {}

    /**
     * @param role as the profile spells it
     * @param statement hex SHA-256 of the statement that holds now
     */
    record Asked(Situation s, String role, SignRequest request, String statement) {

        /** Every sign-off the caller ever gave in this deployment, lapsed ones too: having authored or reviewed does not lapse. */
        Stream<SignOff> own() {
            return s.state().signOffs().byId().values().stream()
                    .filter(o -> s.caller().person().equals(o.person()));
        }
    }

    /** Rule {@code machine-cannot-sign}: a machine may attest items and controls, but a sign-off is a person's. */
    static Optional<Refusal> isPerson(Asked asked) {
        return asked.s().caller().machine()
                ? refused("machine-cannot-sign", "A service account cannot sign off.", asked)
                : Optional.empty();
    }

    /** Rule {@code role-lacking}: one signs in one's own role. */
    static Optional<Refusal> holdsRole(Asked asked) {
        return asked.s().caller().roles().stream().anyMatch(r -> r.equalsIgnoreCase(asked.role()))
                ? Optional.empty()
                : Optional.of(Right.lacking("Signing as " + asked.role() + " needs the role "
                        + lower(asked.role()) + ".").about(asked.role()));
    }

    /** Rule {@code wrong-phase}: what stands at go-live is fixed. */
    static Optional<Refusal> inPhase(Asked asked) {
        return asked.s().unlessIn("signing", Phase.OPEN);
    }

    /** Rule {@code author-cannot-approve}, from either side: whichever of authoring and approving comes second is refused. */
    static Optional<Refusal> approverIsNoAuthor(Asked asked) {
        if (APPROVERS.contains(lower(asked.role()))) {
            return authorship(asked).flatMap(why -> refused("author-cannot-approve",
                    "An author cannot sign as " + asked.role() + ": the caller " + why + ".", asked));
        }
        boolean approved = lower(asked.role()).equals(DEVELOPER)
                && asked.own().anyMatch(o -> APPROVERS.contains(lower(o.signed().role())));
        return approved
                ? refused("author-cannot-approve", "Who signed as an approver cannot sign as its author.", asked)
                : Optional.empty();
    }

    private static Optional<String> authorship(Asked asked) {
        Situation s = asked.s();
        if (s.caller().person().equals(s.state().lifecycle().openedBy())) {
            return Optional.of("opened the deployment");
        }
        if (s.state().opened().authors().contains(s.caller().identity())) {
            return Optional.of("is named as an author of the commit");
        }
        return asked.own().filter(o -> lower(o.signed().role()).equals(DEVELOPER)).findFirst()
                .map(_ -> "signed as Developer");
    }

    /** Rule {@code one-role-per-person}. */
    static Optional<Refusal> onlyRole(Asked asked) {
        return asked.own().map(o -> o.signed().role()).filter(r -> !r.equals(asked.role())).findFirst()
                .flatMap(other -> refused("one-role-per-person",
                        "The caller signed this deployment as " + other + "; one person signs in one role.", asked));
    }

    /** Rule {@code already-signed}. */
    static Optional<Refusal> notSignedYet(Asked asked) {
        return asked.s().state().signOffs().standing(asked.role()).map(o -> Refusal.of(Problem.CONFLICT,
                "already-signed", asked.role() + " was signed by " + o.person() + " at " + o.time() + " (entry "
                        + o.position() + ").")
                .in("role").about(asked.role()));
    }

    /** Rule {@code statement-changed}: nobody signs what they have not seen. */
    static Optional<Refusal> sawStatement(Asked asked) {
        return asked.request() instanceof SignRequest.Sign sign && sign.statement() != null
                && !lower(sign.statement()).equals(asked.statement())
                        ? Optional.of(Refusal.of(Problem.CONFLICT, "statement-changed",
                                "The deployment has changed since the statement was read; it is now "
                                        + asked.statement() + ".")
                                .in("statement").about(asked.role()))
                        : Optional.empty();
    }

    private static Optional<Refusal> refused(String rule, String reason, Asked asked) {
        return Optional.of(Refusal.of(Problem.REFUSED, rule, reason).about(asked.role()).asEntry());
    }

    private static String lower(String text) {
        return Objects.requireNonNull(text).toLowerCase(Locale.ROOT);
    }
}
