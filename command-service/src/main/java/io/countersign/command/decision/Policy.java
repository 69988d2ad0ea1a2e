package io.countersign.command.decision;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The rules of one action, asked in order. The first objection decides, so a rule may rely on those before it. */
public record Policy<T>(List<Rule<T>> rules) {

    public Policy {
        rules = List.copyOf(rules);
    }

    @SafeVarargs
    public static <T> Policy<T> of(Rule<T>... rules) {
        return new Policy<>(List.of(rules));
    }

    public Optional<Refusal> objection(T asked) {
        for (Rule<T> rule : rules) {
            Optional<Refusal> objection = rule.objection(asked);
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    /** The first objection as a refusal, or else what follows when there is none. */
    public Decision decide(T asked, Supplier<? extends Decision> otherwise) {
        Optional<Refusal> objection = objection(asked);
        return objection.isPresent() ? objection.get().refused() : otherwise.get();
    }
}
