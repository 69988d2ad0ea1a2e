package io.countersign.cli.session;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Instants and durations as people write them. */
public final class Moments {

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)");

    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private Moments() {}

    /** {@code 2026-11-22T21:30:00Z}, with any offset, or a date alone, which is its beginning in UTC; null stays null. */
    public static @Nullable String instant(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toString()
                    : OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeParseException e) {
            throw Failure.usage(option + " '" + text + "' is no instant such as 2026-11-22T21:30:00Z");
        }
    }

    /** A position of the ledger as it is, anything else as an instant; null stays null. */
    public static @Nullable String positionOrInstant(String option, @Nullable String text) {
        return text != null && POSITION.matcher(text).matches() ? text : instant(option, text);
    }

    /** An instant as above, or how long from now: {@code 8h}, {@code 14d}. */
    public static String future(String option, String text, Instant now) {
        Matcher amount = AMOUNT.matcher(text);
        return amount.matches()
                ? now.plus(duration(amount)).truncatedTo(ChronoUnit.SECONDS).toString()
                : java.util.Objects.requireNonNull(instant(option, text));
    }

    /** {@code 850ms}, {@code 12s}, {@code 3m}. */
    public static Duration duration(String option, String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            throw Failure.usage(option + " '" + text + "' is no duration such as 850ms, 12s or 3m");
        }
        return duration(amount);
    }

    private static Duration duration(Matcher amount) {
        long n = Long.parseLong(amount.group(1));
        return switch (amount.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }
}
