package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Moments;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Columns;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What changed in a deployment between two moments. */
@Command(name = "diff", description = "Show what changed in a deployment between two moments.")
public final class Diff extends Verb {

    /** Members of the answer in the order in which they are told, each with what one of them is called. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("state", "deployment");
        PARTS.put("items", "item");
        PARTS.put("controls", "control");
        PARTS.put("decisions", "decision");
        PARTS.put("waivers", "waiver");
        PARTS.put("signOffs", "sign-off");
        PARTS.put("artifacts", "artifact");
        PARTS.put("fields", "field");
        PARTS.put("measurements", "measurement");
        PARTS.put("triggers", "trigger");
        PARTS.put("reports", "report");
        PARTS.put("rollback", "rollback");
        PARTS.put("emergency", "emergency");
        PARTS.put("notes", "note");
        PARTS.put("others", "entry");
    }

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
        PARTS.forEach((part, what) -> {
            JsonNode changes = diff.path(part);
            Stream<JsonNode> each = changes.isArray() ? changes.valueStream() : Stream.of(changes);
            each.filter(JsonNode::isObject).forEach(c -> columns.row(what, Json.text(c, "id"), change(c)));
        });
        return columns.isEmpty() ? "nothing changed" : columns.toString();
    }

    private static String change(JsonNode change) {
        return side(change, "from") + " → " + side(change, "to");
    }

    private static String side(JsonNode change, String side) {
        String said = Json.said(change, side);
        return said.isEmpty() ? "-" : said;
    }
}
