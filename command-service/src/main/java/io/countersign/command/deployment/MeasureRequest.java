package io.countersign.command.deployment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST …/measurements}: one or more numbers, sealed together. */
public record MeasureRequest(@Nullable List<Measured> measurements) {

    /**
     * @param value a decimal number, such as {@code 0.013}
     * @param unit of the value; the threshold's own when left out
     */
    public record Measured(@Nullable String name, @Nullable String value, @Nullable String unit,
            @Nullable Instant occurredAt) {}

    public MeasureRequest {
        measurements = measurements == null ? List.of() : List.copyOf(measurements);
    }
}
