package io.countersign.cli.rollback;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "step", description = "Record a step of the rollback; it settles its item, in order.", sortOptions = false)
final class Step extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Parameters(index = "1", paramLabel = "STEP", description = "The step as 'show' names it, or the end of its item's id.")
    @SuppressWarnings("NullAway.Init")
    private String step;

    @Mixin
    private Runs runs = new Runs();

    @Override
    protected Answer run(Session session) throws IOException {
        JsonNode recorded = session.command()
                .post(Address.of("/api/v1/deployments/{}/rollback/steps/{}/record", deployment.id(), step),
                        runs.body(session));
        return Receipts.of(recorded, "step " + Json.maybe(recorded, "outcome").orElse("recorded") + ": "
                + Json.maybe(recorded, "item").or(() -> Json.maybe(recorded, "step")).orElse(step));
    }
}
