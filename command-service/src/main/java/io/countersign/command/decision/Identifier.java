package io.countersign.command.decision;

import io.countersign.command.decision.Refusal.Problem;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of systems and environments: {@code [a-z0-9][a-z0-9._-]{0,62}}. */
public final class Identifier {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private Identifier() {}

    /** Rules {@code <member>-required} and {@code not-an-identifier}. */
    public static Optional<Refusal> objection(String member, @Nullable String value) {
        return Required.member(member, value).or(() -> IDENTIFIER.matcher(Objects.requireNonNull(value)).matches()
                ? Optional.empty()
                : Optional.of(Refusal.of(Problem.INVALID, "not-an-identifier", "\"" + value
                        + "\" is no identifier: 1 to 63 of a-z, 0-9, dot, dash and underscore, beginning with a letter or digit.")
                        .in(member)));
    }
}
