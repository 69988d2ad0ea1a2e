package io.countersign.command.ingest;

import io.countersign.command.deployment.Judgement;
import io.countersign.command.ingest.format.Format;
import io.countersign.command.ingest.format.Reading;
import io.countersign.events.ChecklistEvents.Limit;
import io.countersign.events.ChecklistEvents.ReportRule;
import io.countersign.events.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What a report says of one item.
 *
 * @param value of the number judged, as a decimal number; null where there is none
 * @param reason why it is no pass, in a sentence
 */
record Verdict(Outcome outcome, @Nullable String value, @Nullable String reason) {

    /** Decimal places that are recorded; more would be noise. */
    private static final int PLACES = 18;

    /**
     * A number in doubt may in truth be larger. So it fails for certain where it is too large already, passes for certain where it is large enough
     * already, and is otherwise inconclusive.
     */
    static Verdict of(ReportRule rule, Reading reading) {
        if (reading.trouble() != null) {
            return new Verdict(Outcome.INCONCLUSIVE, null, reading.trouble());
        }
        String name = reading.format() == Format.PROMETHEUS ? Reading.VALUE : rule.measure();
        String doubt = reading.doubts().get(name);
        BigDecimal value = reading.numbers().get(name);
        if (value == null) {
            return new Verdict(Outcome.INCONCLUSIVE, null,
                    doubt == null ? "The report has no " + rule.measure() + "." : doubt);
        }
        boolean accepted = Judgement.meets(value, rule.accept());
        if (doubt != null && openUpwards(value, rule.accept(), accepted)) {
            return new Verdict(Outcome.INCONCLUSIVE, plain(value), doubt);
        }
        return accepted
                ? new Verdict(Outcome.PASS, plain(value), null)
                : new Verdict(Outcome.FAIL, plain(value), rule.measure() + " is " + plain(value) + "; "
                        + rule.accept().is().replace('-', ' ') + " " + rule.accept().value() + " passes.");
    }

    /** Whether a larger number might be judged otherwise. */
    private static boolean openUpwards(BigDecimal value, Limit limit, boolean accepted) {
        return switch (limit.is()) {
            case "below", "at-most" -> accepted;
            case "equals" -> value.compareTo(new BigDecimal(limit.value())) <= 0;
            default -> !accepted;
        };
    }

    static String plain(BigDecimal value) {
        BigDecimal places = value.scale() > PLACES ? value.setScale(PLACES, RoundingMode.HALF_UP) : value;
        return places.signum() == 0 ? "0" : places.stripTrailingZeros().toPlainString();
    }
}
