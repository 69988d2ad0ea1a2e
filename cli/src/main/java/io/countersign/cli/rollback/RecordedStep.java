package io.countersign.cli.rollback;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A step that was done, or skipped, of whatever has steps. */
abstract class RecordedStep extends Verb {

    private final String path;

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Parameters(index = "1", paramLabel = "STEP", description = "The step as 'show' names it, or the end of its item's id.")
    @SuppressWarnings("NullAway.Init")
    private String step;

    @Mixin
    private Runs runs = new Runs();

    /** @param path where it is recorded, of the deployment and the step */
    RecordedStep(String path) {
        this.path = path;
    }

    @Override
    protected final Answer run(Session session) throws IOException {
        JsonNode recorded = session.command().post(Address.of(path, deployment.id(), step), runs.body(session));
        return Receipts.of(recorded, "step " + Json.maybe(recorded, "outcome").orElse("recorded") + ": "
                + Json.maybe(recorded, "item").or(() -> Json.maybe(recorded, "step")).orElse(step));
    }
}
