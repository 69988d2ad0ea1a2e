package io.countersign.command.deployment;

import io.countersign.command.decision.Claim;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Required;
import io.countersign.command.decision.Situation;
import io.countersign.command.deployment.MeasureRequest.Measured;
import io.countersign.events.ChecklistEvents.Threshold;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules on measurements, each under its name. */
final class MeasureRules {

    private static final int MAX = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
    private static final Pattern UNIT = Pattern.compile("[%\\p{L}][\\p{L}\\p{N}/%^-]{0,19}");

    private MeasureRules() {}

    /** Rules {@code measurements-required} and {@code too-many-measurements}. */
    static Optional<Refusal> count(List<Measured> measured) {
        if (measured.isEmpty()) {
            return Required.member("measurements", null);
        }
        return measured.size() > MAX
                ? invalid("too-many-measurements", "measurements", "One request holds at most " + MAX + ".")
                : Optional.empty();
    }

    static Optional<Refusal> objection(Situation s, Measured m) {
        return Required.member("name", m.name()).or(() -> Required.member("value", m.value())).or(() -> shape(m))
                .or(() -> unit(s, m)).or(() -> new Claim(List.of(), m.occurredAt()).objection(s));
    }

    /** Rules {@code not-a-measurement-name}, {@code not-a-number} and {@code not-a-unit}. */
    private static Optional<Refusal> shape(Measured m) {
        if (!NAME.matcher(Objects.requireNonNull(m.name())).matches()) {
            return invalid("not-a-measurement-name", "name",
                    "\"" + m.name() + "\" names no measurement: 1 to 63 letters, digits, dots, dashes, underscores.");
        }
        if (!DECIMAL.matcher(Objects.requireNonNull(m.value())).matches()) {
            return invalid("not-a-number", "value", "\"" + m.value() + "\" is no decimal number.");
        }
        return m.unit() == null || UNIT.matcher(m.unit()).matches()
                ? Optional.empty()
                : invalid("not-a-unit", "unit", "\"" + m.unit() + "\" is no unit.");
    }

    /** Rule {@code unit-mismatch}. */
    private static Optional<Refusal> unit(Situation s, Measured m) {
        return threshold(s, Objects.requireNonNull(m.name()))
                .filter(t -> inUnitOf(t, new BigDecimal(Objects.requireNonNull(m.value())), m.unit()).isEmpty())
                .flatMap(t -> invalid("unit-mismatch", "unit", m.name() + " is measured "
                        + (t.unit() == null ? "without a unit" : "in " + t.unit()) + ", not in " + m.unit() + "."));
    }

    static Optional<Threshold> threshold(Situation s, String name) {
        return s.definition().profile().thresholds().stream().filter(t -> t.measurement().equals(name)).findFirst();
    }

    /** The value in the threshold's unit; empty when the two units do not measure the same. */
    static Optional<BigDecimal> inUnitOf(Threshold threshold, BigDecimal value, @Nullable String unit) {
        if (unit == null) {
            return Optional.of(value);
        }
        // A share without a unit is a ratio: "1%" and "0.01" say the same.
        return Units.convert(value, unit, threshold.unit() == null ? "ratio" : threshold.unit());
    }

    private static Optional<Refusal> invalid(String rule, String member, String reason) {
        return Optional.of(Refusal.of(Problem.INVALID, rule, reason).in(member));
    }
}
