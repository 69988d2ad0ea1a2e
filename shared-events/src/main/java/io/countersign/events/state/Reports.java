package io.countersign.events.state;

import io.countersign.events.ReportEvents.ReportIngested;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reports that were read and judged, in order. */
public record Reports(List<Ingested> all) {

    public record Ingested(ReportIngested report, long position, Instant time, @Nullable String person) {}

    static final Reports NONE = new Reports(List.of());

    Reports evolve(Recorded r) {
        if (!(r.event() instanceof ReportIngested report)) {
            return this;
        }
        return new Reports(Fold.add(all, new Ingested(report, r.position(), r.time(), r.person())));
    }
}
