package io.countersign.command.decision;

import io.countersign.command.decision.Refusal.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Members a request must have. */
public final class Required {

    private Required() {}

    /** Rule {@code <name>-required}, such as {@code reason-required}: an objection when the member is missing or blank. */
    public static Optional<Refusal> member(String name, @Nullable Object value) {
        return value == null || value instanceof String text && text.isBlank()
                ? Optional.of(Refusal.of(Problem.INVALID, name + "-required", "\"" + name + "\" is required.").in(name))
                : Optional.empty();
    }
}
