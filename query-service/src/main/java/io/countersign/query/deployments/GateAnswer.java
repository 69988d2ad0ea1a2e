package io.countersign.query.deployments;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.events.state.Gate;
import io.countersign.query.answer.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a gate is open, and every reason why not. */
public record GateAnswer(String deployment, String gate, boolean open, List<Unmet> unmet, long position,
        @Nullable String checkpoint) {

    /** One reason, by the name of its rule and what it is about. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Unmet(String rule, String reason, @Nullable String item, @Nullable String role,
            @Nullable String control) {}

    /** The answer for a deployment as loaded. */
    public static GateAnswer of(Loaded loaded, Gate gate, Snapshot s) {
        List<Unmet> unmet = unmet(loaded, gate);
        return new GateAnswer(loaded.state().scope().deployment(), gate.label(), unmet.isEmpty(), unmet,
                loaded.moment().position(), s.checkpoint());
    }

    static List<Unmet> unmet(Loaded loaded, Gate gate) {
        return gate.unmet(loaded.definition(), loaded.state(), loaded.moment().instant()).stream()
                .map(u -> new Unmet(u.rule(), u.reason(), u.item(), u.role(), u.control())).toList();
    }
}
