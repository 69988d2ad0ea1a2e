package io.countersign.command.deployment;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** The few units a measurement may be given in other than its threshold's: times, and ratios. */
final class Units {

    private record Unit(String kind, BigDecimal factor) {}

    private static final Map<String, Unit> KNOWN = Map.of("us", time("0.000001"), "ms", time("0.001"), "s", time("1"),
            "min", time("60"), "h", time("3600"), "days", time("86400"), "ratio", ratio("1"), "%", ratio("0.01"),
            "percent", ratio("0.01"));

    private Units() {}

    /** The value in another unit; empty when the two do not measure the same. */
    static Optional<BigDecimal> convert(BigDecimal value, String from, String to) {
        if (from.equals(to)) {
            return Optional.of(value);
        }
        Unit given = KNOWN.get(from);
        Unit wanted = KNOWN.get(to);
        return given == null || wanted == null || !given.kind().equals(wanted.kind())
                ? Optional.empty()
                : Optional.of(value.multiply(given.factor()).divide(wanted.factor(), java.math.MathContext.DECIMAL128));
    }

    private static Unit time(String seconds) {
        return new Unit("time", new BigDecimal(seconds));
    }

    private static Unit ratio(String factor) {
        return new Unit("ratio", new BigDecimal(factor));
    }
}
