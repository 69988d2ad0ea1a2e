package io.countersign.command.health;

import java.util.Map;
import java.util.Optional;

/** A part that this process cannot work without. */
public interface Vital {

    /** Its name in a path, such as {@code db}. */
    String part();

    /** What is wrong with it, in a sentence; empty when all is well. Answers within seconds. */
    Optional<String> trouble();

    /** What else there is to say of it, in JSON's terms. */
    default Map<String, Object> details() {
        return Map.of();
    }
}
