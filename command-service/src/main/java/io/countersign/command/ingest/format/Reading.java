package io.countersign.command.ingest.format;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a report says.
 *
 * @param format null when the file is of none that is known
 * @param tool that wrote it, as far as it says and this is a plain name; likewise {@code toolVersion}
 * @param numbers by the names that {@link Format#measures} has; of a Prometheus result {@code value}
 * @param doubts for some of these names, why the number may in truth be larger, or why there is none
 * @param at when it was measured, as the report says; null where it says nothing
 * @param trouble why it could not be read whole, in a sentence; then there are no numbers
 */
public record Reading(@Nullable Format format, @Nullable String tool, @Nullable String toolVersion,
        Map<String, BigDecimal> numbers, Map<String, String> doubts, @Nullable Instant at, @Nullable String trouble) {

    /** The one number of a Prometheus result. */
    public static final String VALUE = "value";

    public Reading {
        numbers = Map.copyOf(numbers);
        doubts = Map.copyOf(doubts);
    }

    static Reading troubled(@Nullable Format format, String trouble) {
        return new Reading(format, null, null, Map.of(), Map.of(), null, trouble);
    }
}
