package io.countersign.command.deployment;

import io.countersign.events.ChecklistEvents.Limit;
import io.countersign.events.ChecklistEvents.Threshold;
import io.countersign.events.DeploymentEvents.Band;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Where a value lies against a threshold. */
public final class Judgement {

    private Judgement() {}

    /** @param value in the threshold's unit */
    static Band of(BigDecimal value, Threshold threshold) {
        if (meets(value, threshold.trigger())) {
            return Band.TRIGGER;
        }
        return threshold.accept() == null || meets(value, threshold.accept()) ? Band.PASS : Band.DEGRADED;
    }

    /** Whether a value, in the limit's unit, is within it; nothing is within no limit. */
    public static boolean meets(BigDecimal value, @Nullable Limit limit) {
        if (limit == null) {
            return false;
        }
        int side = value.compareTo(new BigDecimal(limit.value()));
        return switch (limit.is()) {
            case "below" -> side < 0;
            case "at-most" -> side <= 0;
            case "above" -> side > 0;
            case "at-least" -> side >= 0;
            case "equals" -> side == 0;
            default -> throw new IllegalStateException("a profile was imported with the limit \"" + limit.is() + "\"");
        };
    }
}
