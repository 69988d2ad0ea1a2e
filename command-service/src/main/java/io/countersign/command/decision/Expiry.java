package io.countersign.command.decision;

import io.countersign.command.decision.Refusal.Problem;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waivers end: each says when. */
public final class Expiry {

    private Expiry() {}

    /** Rules {@code expires-required} and {@code expires-in-past}. */
    public static Optional<Refusal> objection(Instant now, @Nullable Instant expires) {
        Optional<Refusal> missing = Required.member("expires", expires);
        return missing.isPresent() || expires == null || expires.isAfter(now)
                ? missing
                : Optional.of(Refusal.of(Problem.INVALID, "expires-in-past",
                        "A waiver must expire later than now, " + now + ".").in("expires"));
    }
}
