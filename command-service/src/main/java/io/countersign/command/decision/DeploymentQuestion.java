package io.countersign.command.decision;

import io.countersign.events.Scope;
import io.countersign.events.state.Definition;
import java.util.List;

/**
 * What may be asked of one deployment. The frame has found the deployment and what it follows; it always loads the events of its
 * {@linkplain Look#phases phases}, and for the situation folds whatever else the question looks at.
 */
public interface DeploymentQuestion {

    /** Its name in a recorded refusal and in logs, such as {@code complete-item}. */
    String action();

    /** What the decision must know besides the deployment's phases; see {@link Look}. */
    List<Look> looks(Scope scope, Definition definition);

    /** Evidence files that the request names, by lower-case hex SHA-256; the situation has those that were uploaded. */
    default List<String> uploads() {
        return List.of();
    }

    Decision decide(Situation situation, Ids ids);
}
