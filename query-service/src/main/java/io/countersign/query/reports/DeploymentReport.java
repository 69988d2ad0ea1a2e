package io.countersign.query.reports;

import io.countersign.events.ChecklistEvents.Section;
import io.countersign.events.state.Gate;
import io.countersign.query.answer.Snapshot;
import io.countersign.query.deployments.Deployments;
import io.countersign.query.deployments.GateAnswer;
import io.countersign.query.deployments.Loaded;
import io.countersign.query.deployments.Show;
import io.countersign.query.intake.Verified;
import io.countersign.query.timeline.TimelineLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The report {@code deployment}: one deployment whole, its gates, its history, and what shows that nothing was left out. */
@Component
public class DeploymentReport {

    /**
     * @param report      its name
     * @param title       of the checklist followed
     * @param deployment  as {@code show} answers
     * @param gates       both, as they stood
     * @param timeline    every entry, oldest first
     * @param population  what makes the history complete
     * @param witnesses   how the whole log stands with its witnesses now, whatever the moment
     * @param asOf        the moment it is as of
     */
    public record Body(String report, String title, @Nullable String sourceVersion, Show deployment,
            List<GateAnswer> gates,
            List<Heading> sections, List<TimelineLine> timeline, Population population, Witnessing.Said witnesses,
            Instant asOf, long position,
            @Nullable String checkpoint) {}

    /** A section of the checklist. */
    public record Heading(String id, String title, int level) {}

    /**
     * @param stream whose entries these are, numbered without gaps from 0 inside the sealed entries themselves
     * @param count  entries up to the position
     */
    public record Population(String stream, long count, long firstIndex, long lastIndex, long firstPosition,
            long lastPosition, String statement) {}

    private final Deployments deployments;

    DeploymentReport(Deployments deployments) {
        this.deployments = deployments;
    }

    /** Called within a snapshot. */
    Body make(String deployment, Witnessing.Said witnesses, Snapshot s) {
        Loaded loaded = deployments.load(deployment, s.moment());
        return new Body("deployment", loaded.definition().checklist().title(),
                loaded.definition().checklist().sourceVersion(),
                Show.of(loaded, s),
                List.of(GateAnswer.of(loaded, Gate.GO_LIVE, s), GateAnswer.of(loaded, Gate.CLOSE, s)),
                loaded.definition().sections().stream().map((Section h) -> new Heading(h.id(), h.title(), h.level()))
                        .toList(),
                loaded.entries().stream().map(TimelineLine::of).toList(), population(loaded), witnesses,
                s.moment().instant(),
                s.position(), s.checkpoint());
    }

    private static Population population(Loaded loaded) {
        List<Verified> entries = loaded.entries();
        String stream = "deployment/" + loaded.state().scope().deployment();
        long last = entries.size() - 1L;
        String statement = "This report rests on all " + entries.size() + " entries of " + stream + " up to position "
                + loaded.moment().position() + ", numbered " + stream + "#0 to #" + last
                + " without a gap inside the sealed entries themselves; the first stands at position "
                + entries.getFirst().position() + ", the last at " + entries.getLast().position() + ".";
        return new Population(stream, entries.size(), 0, last, entries.getFirst().position(),
                entries.getLast().position(),
                statement);
    }
}
