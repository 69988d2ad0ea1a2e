package io.countersign.command.ingest.format;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What has been read of a report so far. */
final class Draft {

    /** A tool is called by name in the ledger, where nothing is redacted: what does not look like a tool's name is left out. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._+/()-]{0,63}");

    private final Map<String, BigDecimal> numbers = new LinkedHashMap<>();
    private final Map<String, String> doubts = new LinkedHashMap<>();
    private @Nullable String tool;
    private @Nullable String toolVersion;
    private @Nullable Instant at;

    void tool(@Nullable String name, @Nullable String version) {
        if (tool == null && toolVersion == null) {
            tool = named(name);
            toolVersion = named(version);
        }
    }

    private static @Nullable String named(@Nullable String text) {
        return text != null && NAME.matcher(text).matches() ? text : null;
    }

    void number(String name, BigDecimal value) {
        numbers.put(name, value);
    }

    void number(String name, long value) {
        numbers.put(name, BigDecimal.valueOf(value));
    }

    /** A coverage in percent, unless there is nothing to cover. */
    void coverage(String name, long covered, long all) {
        if (all > 0) {
            number(name, Decimal.percent(covered, all));
        }
    }

    /** Why these numbers may in truth be larger than given, or why one is not given. */
    void doubt(String reason, String... of) {
        for (String name : of) {
            doubts.putIfAbsent(name, reason);
        }
    }

    void at(Instant instant) {
        at = instant;
    }

    Reading done(Format format) {
        return new Reading(format, tool, toolVersion, numbers, doubts, at, null);
    }
}
