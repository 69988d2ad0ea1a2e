package io.countersign.query.reports;

import io.countersign.events.Place;
import io.countersign.events.state.Maintenance;
import io.countersign.query.answer.Period;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Snapshot;
import io.countersign.query.intake.Mirror;
import io.countersign.query.intake.Verified;
import io.countersign.query.maintenance.HistoryLine;
import io.countersign.query.maintenance.ObligationLine;
import io.countersign.query.reports.DeploymentReport.Population;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The report {@code maintenance}: what a system in an environment owed, what was met and what was missed, and what shows that nothing was left out. */
@Component
public class MaintenanceReport {

    /**
     * @param report its name
     * @param from periods that fell due then or later; @param to before; null for all
     * @param obligations as they stand at the moment; @param summary periods settled, by outcome
     * @param overdue periods that are due, or missed and not recorded so yet
     * @param periods each that was settled, with the entry that settled it, oldest first
     * @param entries what began and ended obligations, oldest first
     * @param witnesses how the whole log stands with its witnesses now, whatever the moment
     */
    public record Body(String report, String system, String environment, @Nullable Instant from, @Nullable Instant to,
            List<ObligationLine> obligations, Map<String, Long> summary, long overdue, List<HistoryLine> periods,
            List<HistoryLine> entries, Population population, Witnessing.Said witnesses, Instant asOf, long position,
            @Nullable String checkpoint) {}

    private final Mirror mirror;

    MaintenanceReport(Mirror mirror) {
        this.mirror = mirror;
    }

    /** @throws Problem.Raised unknown, when nothing recurred there at that moment */
    Body make(Place place, Period due, Witnessing.Said witnesses, Snapshot s) {
        List<Verified> entries = mirror.ofStream(place.maintenance(), s.position());
        Maintenance state = Maintenance
                .fold(entries.stream().map(Verified::recorded).flatMap(Optional::stream).toList());
        if (state.byId().isEmpty()) {
            throw Problem.unknown("system", "No maintenance ran for " + place.system() + " in " + place.environment()
                    + " at position " + s.position() + ".", List.of());
        }
        Instant at = s.moment().instant();
        Map<String, Long> positions = new LinkedHashMap<>();
        List<HistoryLine> lines = entries.stream().flatMap(HistoryLine::of).toList();
        lines.forEach(l -> positions.put(l.obligation(), l.position()));
        List<ObligationLine> obligations = state.byId().values().stream()
                .map(o -> ObligationLine.of(o, at, positions.getOrDefault(o.id(), -1L))).toList();
        List<HistoryLine> periods = lines.stream().filter(l -> within(l, due)).toList();
        Map<String, Long> summary = new LinkedHashMap<>();
        List.of("met", "late", "not-applicable", "missed").forEach(o -> summary.put(o,
                periods.stream().filter(l -> o.equals(l.outcome())).count()));
        return new Body("maintenance", place.system(), place.environment(), due.from(), due.to(), obligations, summary,
                obligations.stream().filter(o -> List.of("overdue", "missed").contains(o.state())).count(), periods,
                lines.stream().filter(l -> l.period() == null).toList(), population(place, entries, s), witnesses, at,
                s.position(), s.checkpoint());
    }

    private static boolean within(HistoryLine line, Period due) {
        ObligationLine.Due period = line.period();
        return period != null && due.has(period.due());
    }

    private static Population population(Place place, List<Verified> entries, Snapshot s) {
        String stream = place.maintenance();
        long last = entries.size() - 1L;
        return new Population(stream, entries.size(), 0, last, entries.getFirst().position(),
                entries.getLast().position(),
                "This report rests on all " + entries.size() + " entries of " + stream + " up to position "
                        + s.position() + ", numbered " + stream + "#0 to #" + last
                        + " without a gap inside the sealed entries themselves; the first stands at position "
                        + entries.getFirst().position() + ", the last at " + entries.getLast().position()
                        + ". Refused requests are counted among them.");
    }
}
