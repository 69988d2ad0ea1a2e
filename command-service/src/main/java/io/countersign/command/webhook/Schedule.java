package io.countersign.command.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When what failed is tried again.
 *
 * @param first   pause after the first failure; it doubles with each
 * @param longest pause
 * @param giveUp  how long after its first failure an entry is given up
 */
public record Schedule(Duration first, Duration longest, Duration giveUp) {

    /**
     * As the other, and not before the endpoint wants it, as far as that is within the longest pause.
     *
     * @param asked what its {@code Retry-After} says; null when it says nothing
     */
    Duration pause(int failures, @Nullable Duration asked, RandomGenerator random) {
        Duration own = pause(failures, random);
        if (asked == null || asked.compareTo(own) <= 0) {
            return own;
        }
        return asked.compareTo(longest) < 0 ? asked : longest;
    }

    /** The pause after so many failures in a row, between half and all of what is due, so that many senders do not come back at once. */
    Duration pause(int failures, RandomGenerator random) {
        long due = first.toMillis() << Math.min(failures - 1, 20);
        long most = Math.min(due, longest.toMillis());
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }
}
