package io.countersign.query.evidence;

import io.countersign.query.answer.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be exported: a deployment, or everything of a period, narrowed to a system, an environment, or both.
 *
 * @param withhold names of redactable fields whose values stay out, such as {@code name} or {@code note}
 */
record Asked(@Nullable String deployment, @Nullable Instant from, @Nullable Instant to, @Nullable String system,
        @Nullable String environment, @Nullable List<String> withhold) {

    /** The names of what is withheld; none when nothing was said. */
    List<String> withheld() {
        return withhold == null ? List.of() : withhold.stream().distinct().sorted().toList();
    }

    /** The streams asked for; for a period of the whole log the nameless one. */
    List<String> streams() {
        if (deployment != null) {
            return List.of("deployment/" + deployment);
        }
        List<String> streams = new ArrayList<>();
        if (system != null) {
            streams.add("system/" + system);
        }
        if (environment != null) {
            streams.add("environment/" + environment);
        }
        return streams.isEmpty() ? List.of("") : streams;
    }

    void check() {
        boolean period = from != null && to != null && from.isBefore(to);
        boolean narrowed = from != null || to != null || system != null || environment != null;
        if (deployment == null ? !period : narrowed) {
            throw Problem.invalid("export-bounded", "deployment",
                    "An export is of a deployment, or of a period with from before to.");
        }
    }
}
