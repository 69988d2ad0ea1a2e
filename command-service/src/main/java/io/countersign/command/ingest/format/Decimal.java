package io.countersign.command.ingest.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as reports write them, bounded in size before they are made. */
final class Decimal {

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,12}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{1,80})?([eE][+-]?[0-9]{1,3})?");
    private static final BigDecimal HUGE = BigDecimal.TEN.pow(18);
    private static final int FINEST = 400;

    private Decimal() {}

    static long count(String text, String what) throws Unreadable {
        if (!COUNT.matcher(text).matches()) {
            throw new Unreadable("What the report gives as \"" + what + "\" is no count.");
        }
        return Long.parseLong(text);
    }

    static BigDecimal number(@Nullable String text, String what) throws Unreadable {
        if (text == null || !NUMBER.matcher(text).matches()) {
            throw new Unreadable("What the report gives as \"" + what + "\" is no number.");
        }
        BigDecimal number = new BigDecimal(text);
        if (number.precision() - number.scale() > 20 || number.abs().compareTo(HUGE) >= 0 || number.scale() > FINEST) {
            throw new Unreadable("What the report gives as \"" + what + "\" is too large a number, or too fine a one.");
        }
        return number;
    }

    /** Rounded down, so that 79.99999 % never becomes 80 %. */
    static BigDecimal percent(long part, long whole) {
        return BigDecimal.valueOf(part).multiply(BigDecimal.valueOf(100)).divide(BigDecimal.valueOf(whole), 4,
                RoundingMode.DOWN);
    }
}
