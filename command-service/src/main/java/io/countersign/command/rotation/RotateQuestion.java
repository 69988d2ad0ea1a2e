package io.countersign.command.rotation;

import io.countersign.command.decision.Decision;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Question;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Right;
import io.countersign.events.LedgerEvents.LogKeyRotated;
import io.countersign.events.state.LogKeys;
import io.countersign.events.state.LogKeys.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to replace the log's key.
 *
 * @param first   vkey the log began with
 * @param next    vkey of a key that is in the key file and that the log has not come to
 * @param overlap how long both sign
 */
record RotateQuestion(String first, String next, Duration overlap) implements Question {

    static final Duration USUAL = Duration.ofDays(7);
    private static final Duration MOST = Duration.ofDays(366);

    @Override
    public String action() {
        return "rotate-key";
    }

    @Override
    public List<Look> looks() {
        return List.of(Look.at(LogKeyRotated.TAG, LogKeyRotated.class));
    }

    @Override
    public Decision decide(Known known) {
        LogKeys keys = keys(known);
        return Right.ROTATE_KEY.objection(known.caller(), Map.of()).or(this::length)
                .or(() -> running(keys, known.now()))
                .or(() -> spent(keys))
                .<Decision>map(Refusal::refused)
                .orElseGet(() -> Decision.Accepted.of(new LogKeyRotated(keys.current(), next,
                        known.now().plus(overlap).truncatedTo(ChronoUnit.SECONDS))));
    }

    private LogKeys keys(Known known) {
        List<Rotation> rotations = known.events().stream().filter(each -> each.event() instanceof LogKeyRotated)
                .map(each -> Rotation.of(each.position(), (LogKeyRotated) each.event())).toList();
        return new LogKeys(first, rotations);
    }

    private Optional<Refusal> length() {
        return overlap.isNegative() || overlap.compareTo(MOST) > 0
                ? Optional.of(Refusal.of(Problem.INVALID, "overlap-length",
                        "An overlap lasts from nothing (PT0S) to " + MOST.toDays() + " days.").in("overlap"))
                : Optional.empty();
    }

    private static Optional<Refusal> running(LogKeys keys, Instant now) {
        return keys.overlaps(now)
                ? Optional.of(Refusal.of(Problem.CONFLICT, "overlap-running", "Two keys sign until "
                        + keys.rotations().getLast().overlapEnd() + "; the next rotation can begin then."))
                : Optional.empty();
    }

    /** Another rotation took the same key between the look at the key file and this decision. */
    private Optional<Refusal> spent(LogKeys keys) {
        return keys.all().contains(next)
                ? Optional.of(
                        Refusal.of(Problem.CONFLICT, "key-spent", "Another rotation has taken this key; ask again."))
                : Optional.empty();
    }
}
