package io.countersign.command.ingest.format;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How bad a finding is, in the bands of CVSS 3. {@code UNRATED} is worse than all, since it may be any. */
enum Severity {
    NONE("0"), LOW("0.1"), MEDIUM("4"), HIGH("7"), CRITICAL("9"), UNRATED("11");

    private final BigDecimal from;

    Severity(String from) {
        this.from = new BigDecimal(from);
    }

    /** @param word such as {@code high}; one that is not known is unrated */
    static Severity named(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "critical" -> CRITICAL;
            case "high" -> HIGH;
            case "medium" -> MEDIUM;
            case "low" -> LOW;
            case "info", "none" -> NONE;
            default -> UNRATED;
        };
    }

    /** @param score of CVSS, 0 to 10 */
    static Severity scored(BigDecimal score) {
        Severity band = NONE;
        for (Severity each : values()) {
            band = score.compareTo(each.from) >= 0 ? each : band;
        }
        return score.signum() < 0 ? UNRATED : band;
    }

    /** The worse of two ratings, where one that says nothing yields to one that does. */
    static Severity worse(@Nullable Severity a, Severity b) {
        if (a == null || a == UNRATED) {
            return b;
        }
        return b == UNRATED || a.compareTo(b) >= 0 ? a : b;
    }
}
