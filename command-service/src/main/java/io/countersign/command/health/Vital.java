package io.countersign.command.health;

import java.util.Map;
import java.util.Optional;

/** A part of this process whose trouble must be known; without most of them it cannot work. */
public interface Vital {

    /** Its name in a path, such as {@code db}. */
    String part();

    /** What is wrong with it, in a sentence; empty when all is well. Answers within seconds. */
    Optional<String> trouble();

    /** What its trouble means for the whole. */
    default Weight weight() {
        return Weight.DOWN;
    }

    /** What else there is to say of it, in JSON's terms. */
    default Map<String, Object> details() {
        return Map.of();
    }

    /** What a part's trouble makes of the process: {@code down}; {@code degraded}, which still takes requests; or nothing, but that it is said. */
    enum Weight {
        DOWN, DEGRADED, SAID
    }
}
