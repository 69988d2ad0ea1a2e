package io.countersign.query.deployments;

import io.countersign.events.Evidence;
import io.countersign.events.ReportEvents.Judged;
import io.countersign.events.ReportEvents.ReportIngested;
import io.countersign.events.state.DeploymentState;
import io.countersign.events.state.Reports.Ingested;
import io.countersign.query.answer.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report of a tool that was ingested.
 *
 * @param format     null when the file is of none that is known
 * @param numbers    what was read from it, as decimal numbers
 * @param verdict    the worst of those on the items
 * @param reason     why it could not be read whole
 * @param judged     the verdict on each item and what became of it
 * @param occurredAt when it was made, as the caller or the report claims
 */
public record ReportLine(@Nullable String format, @Nullable String tool, @Nullable String toolVersion,
        Map<String, String> numbers, String verdict, @Nullable String reason, List<Judged> judged, Evidence evidence,
        @Nullable Person by, Instant at, @Nullable Instant occurredAt, long position) {

    static List<ReportLine> all(DeploymentState state) {
        return state.reports().all().stream().map(ReportLine::of).toList();
    }

    private static ReportLine of(Ingested ingested) {
        ReportIngested r = ingested.report();
        return new ReportLine(r.format(), r.tool(), r.toolVersion(), r.numbers(), r.verdict().label(), r.reason(),
                r.judged(), r.evidence(), Person.of(ingested.person()), ingested.time(), r.occurredAt(),
                ingested.position());
    }
}
