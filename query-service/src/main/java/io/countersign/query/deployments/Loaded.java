package io.countersign.query.deployments;

import io.countersign.events.state.Definition;
import io.countersign.events.state.DeploymentState;
import io.countersign.query.answer.Moment;
import io.countersign.query.intake.Verified;
import java.util.List;

/**
 * A deployment as of a moment.
 *
 * @param entries of its stream, in order, up to the moment
 * @param contacts entries that set whom to call where it goes, likewise
 */
public record Loaded(Definition definition, DeploymentState state, List<Verified> entries, List<Verified> contacts,
        Moment moment) {}
