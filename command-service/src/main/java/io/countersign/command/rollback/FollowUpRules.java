package io.countersign.command.rollback;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Required;
import io.countersign.command.decision.Situation;
import io.countersign.events.RollbackEvents.IncidentLinked;
import io.countersign.events.state.Phase;
import io.countersign.events.state.Recorded;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules on what follows a rollback, each under its name. It may be recorded after closing: post-mortems take their time. */
final class FollowUpRules {

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/#:-]{0,127}");

    private FollowUpRules() {}

    /** Rules {@code wrong-phase} and {@code no-rollback}. */
    static Optional<Refusal> rolledBack(Situation s, String action) {
        return s.unlessIn(action, Phase.ROLLING_BACK, Phase.ROLLED_BACK, Phase.CLOSED)
                .or(() -> s.state().rollback().declared().isEmpty()
                        ? Optional.of(Refusal.of(Problem.CONFLICT, "no-rollback",
                                "No rollback of the deployment was declared."))
                        : Optional.empty());
    }

    /** Rule {@code not-a-reference}. */
    static Optional<Refusal> reference(@Nullable String reference) {
        return Required.member("reference", reference)
                .or(() -> reference == null || REFERENCE.matcher(reference).matches()
                        ? Optional.empty()
                        : Optional.of(Refusal.of(Problem.INVALID, "not-a-reference",
                                "A reference is 1 to 128 letters, digits and . _ / # : -, without spaces, such as INC-204.")
                                .in("reference")));
    }

    /** Rule {@code already-linked}. */
    static Optional<Refusal> notLinkedYet(Situation s, @Nullable String reference) {
        return s.state().rollback().incidents().stream()
                .filter(r -> ((IncidentLinked) r.event()).reference().equals(reference)).findFirst()
                .map(FollowUpRules::linked);
    }

    private static Refusal linked(Recorded before) {
        return Refusal.of(Problem.CONFLICT, "already-linked", "The incident was linked by " + before.person() + " at "
                + before.time() + " (entry " + before.position() + ").").in("reference");
    }
}
