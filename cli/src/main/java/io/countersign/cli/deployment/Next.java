package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.AsOf;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Columns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** What stands between a deployment and its next gate, in the order it should be done. */
@Command(name = "next", description = "Show what blocks a deployment, in the order it should be done.")
public final class Next extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Mixin
    private AsOf asOf = new AsOf();

    @Override
    protected Answer run(Session session) {
        JsonNode next = session.query()
                .get(asOf.to(Address.of("/api/v1/deployments/{}/next", deployment.id()), session));
        return Answer.of(next, () -> text(next));
    }

    private static String text(JsonNode next) {
        Columns columns = new Columns();
        Json.each(next, "items").forEach(n -> columns.row(Json.text(n, "reason"),
                Json.maybe(n, "item").or(() -> Json.maybe(n, "control")).or(() -> Json.maybe(n, "role")).orElse("")));
        return columns.isEmpty() ? "nothing; it is " + Json.text(next, "state") : columns.toString();
    }
}
