package io.countersign.command.ingest.format;

import java.util.EnumMap;
import java.util.Map;

/** Known vulnerabilities, counted by severity. */
final class Vulnerabilities {

    static final String ALL = "vulnerabilities";
    static final String[] BY_SEVERITY = {ALL + "_critical", ALL + "_high", ALL + "_medium", ALL + "_low"};
    private static final Severity[] BANDS = {Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW};

    private final Map<Severity, Long> counts = new EnumMap<>(Severity.class);

    void add(Severity severity) {
        counts.merge(severity, 1L, Long::sum);
    }

    void into(Draft draft) {
        draft.number(ALL, counts.values().stream().mapToLong(n -> n).sum());
        for (int i = 0; i < BANDS.length; i++) {
            draft.number(BY_SEVERITY[i], counts.getOrDefault(BANDS[i], 0L));
        }
        long unrated = counts.getOrDefault(Severity.UNRATED, 0L);
        if (unrated > 0) {
            draft.number(ALL + "_unrated", unrated);
            draft.doubt("The report gives no severity for " + unrated + " of the vulnerabilities.", BY_SEVERITY);
        }
    }

    /** Everything of the kind may be more than was counted. */
    static void doubt(Draft draft, String reason) {
        draft.doubt(reason, ALL);
        draft.doubt(reason, BY_SEVERITY);
    }
}
