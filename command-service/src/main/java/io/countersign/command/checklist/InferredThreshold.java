package io.countersign.command.checklist;

import io.countersign.events.ChecklistEvents.Limit;
import io.countersign.events.ChecklistEvents.Threshold;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A threshold read off an item's wording: {@code < 0.1%}, {@code p95 < 500ms}, {@code 16+ characters}, {@code 80%} of what is to be covered. Where the
 * wording does not say on which side of the number it passes, none is inferred.
 */
final class InferredThreshold {

    private static final Pattern NUMBER = Pattern.compile(
            "(?:^|.*?[^\\w.-])(<=|>=|<|>|≤|≥|=|at least|at most|no more than|no less than|under|below|less than|over|above|more than|exceeds?|within|max(?:imum)?|min(?:imum)?|up to|returns?)?[ ]*([0-9]{1,12}(?:\\.[0-9]{1,9})?)[ ]?(\\+)?[ ]?(%|[a-zµ]{1,12})?.*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AT_LEAST = Pattern.compile(
            "\\b(coverage|minimum|at least|threshold|uptime|retention)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AT_MOST = Pattern.compile("\\b(time-?out|maximum|at most|limit|expir)",
            Pattern.CASE_INSENSITIVE);
    private static final int MAX_NAME = 60;

    private InferredThreshold() {}

    /**
     * @param wording what holds the number, such as {@code < 0.1%}
     * @param text all of the item's, which tells what is measured and, where the wording does not, which side passes
     */
    static Optional<Threshold> of(String wording, String text) {
        Matcher found = NUMBER.matcher(wording);
        if (!found.matches()) {
            return Optional.empty();
        }
        String is = side(found.group(1), found.group(3) != null, text);
        return is == null
                ? Optional.empty()
                : Optional
                        .of(new Threshold(name(text), unit(found.group(4)), new Limit(is, found.group(2)), null, null));
    }

    /** The threshold of a trigger such as {@code p95 latency exceeds 2 seconds}. */
    static Optional<Threshold> ofTrigger(String text) {
        Matcher found = Pattern
                .compile(
                        "(.{1,80}?) (exceeds?|is (?:above|over)|rises above|goes above|drops below|falls below|is (?:below|under)) ([0-9]{1,12}(?:\\.[0-9]{1,9})?) ?(%|[A-Za-zµ]{1,12})?\\W*",
                        Pattern.CASE_INSENSITIVE)
                .matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        String words = found.group(2).toLowerCase(Locale.ROOT);
        boolean low = words.contains("below") || words.contains("under");
        return Optional.of(new Threshold(name(found.group(1)), unit(found.group(4)), null,
                new Limit(low ? "below" : "above", found.group(3)), null));
    }

    private static @Nullable String side(@Nullable String word, boolean plus, String text) {
        if (word != null) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "<", "under", "below", "less than" -> "below";
                case "<=", "≤", "at most", "no more than", "within", "max", "maximum", "up to" -> "at-most";
                case ">", "over", "above", "more than", "exceed", "exceeds" -> "above";
                case "=", "return", "returns" -> "equals";
                default -> "at-least";
            };
        }
        if (plus || AT_LEAST.matcher(text).find()) {
            return "at-least";
        }
        return AT_MOST.matcher(text).find() ? "at-most" : null;
    }

    /** In the units that measurements are commonly given in, where it is one of them. */
    private static @Nullable String unit(@Nullable String word) {
        if (word == null) {
            return null;
        }
        String unit = word.toLowerCase(Locale.ROOT);
        return switch (unit) {
            case "second", "seconds", "sec", "secs" -> "s";
            case "millisecond", "milliseconds" -> "ms";
            case "minute", "minutes", "mins" -> "min";
            case "hour", "hours" -> "h";
            case "day" -> "days";
            case "percent" -> "%";
            case "for", "of", "or", "and", "to", "in", "on", "at", "per", "x" -> null;
            default -> unit;
        };
    }

    /** Its words without what stands in parentheses, as a measurement's name. */
    private static String name(String text) {
        String name = text.replaceAll("\\([^()]*\\)", " ").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^[^a-z]+|_+$", "");
        String cut = name.length() > MAX_NAME ? name.substring(0, MAX_NAME).replaceAll("_+$", "") : name;
        return cut.isEmpty() ? "measurement" : cut;
    }
}
