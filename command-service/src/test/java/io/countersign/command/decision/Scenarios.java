package io.countersign.command.decision;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What one feature refuses, each as a story that ends in the refusal, by {@code command rule} as in docs/REFUSALS.md. */
public final class Scenarios {

    private final Map<String, Function<Story, Decision>> byName = new LinkedHashMap<>();

    /** @param story takes an opened deployment to the refusal */
    public Scenarios add(String command, String rule, Function<Story, Decision> story) {
        if (byName.put(command + " " + rule, story) != null) {
            throw new IllegalStateException(command + " " + rule + " is told twice");
        }
        return this;
    }

    public Map<String, Function<Story, Decision>> byName() {
        return byName;
    }
}
