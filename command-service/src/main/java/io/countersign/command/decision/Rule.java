package io.countersign.command.decision;

import java.util.Optional;

/** One named condition of a policy. It says nothing when it holds, and otherwise why not. */
@FunctionalInterface
public interface Rule<T> {

    Optional<Refusal> objection(T asked);
}
