package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Moments;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Columns;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What changed in a deployment between two moments. */
@Command(name = "diff", description = "Show what changed in a deployment between two moments.")
public final class Diff extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Parameters(index = "1", paramLabel = "FROM", description = "An instant or a position of the ledger; likewise TO.")
    @SuppressWarnings("NullAway.Init")
    private String from;

    @Parameters(index = "2", paramLabel = "TO")
    @SuppressWarnings("NullAway.Init")
    private String to;

    @Override
    protected Answer run(Session session) {
        JsonNode diff = session.query().get(Address.of("/api/v1/deployments/{}/diff", deployment.id())
                .with("from", Moments.positionOrInstant("FROM", from)).with("to", Moments.positionOrInstant("TO", to))
                .with("atLeast", session.atLeast(null)));
        return Answer.of(diff, () -> text(diff));
    }

    private static String text(JsonNode diff) {
        Columns columns = new Columns();
        if (diff.path("state").isObject()) {
            columns.row("deployment", change(diff.path("state")));
        }
        Stream.of("items", "controls", "signOffs", "fields").flatMap(part -> Json.each(diff, part))
                .forEach(c -> columns.row(Json.text(c, "id"), change(c)));
        return columns.isEmpty() ? "nothing changed" : columns.toString();
    }

    private static String change(JsonNode change) {
        return Json.maybe(change, "from").orElse("-") + " → " + Json.maybe(change, "to").orElse("-");
    }
}
