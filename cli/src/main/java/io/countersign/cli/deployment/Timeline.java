package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.AsOf;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Page;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Columns;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** What happened to a deployment, entry by entry. */
@Command(name = "timeline", description = "Tell what happened to a deployment, entry by entry.")
public final class Timeline extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Mixin
    private AsOf asOf = new AsOf();

    @Mixin
    private Page page = new Page();

    @Override
    protected Answer run(Session session) {
        JsonNode list = session.query()
                .get(asOf.to(page.to(Address.of("/api/v1/deployments/{}/timeline", deployment.id()), Page.MOST),
                        session));
        return Answer.of(list, () -> text(list));
    }

    private static String text(JsonNode list) {
        return text(list, e -> Json.text(e, "about"));
    }

    /** @param about in words what an entry is about */
    static String text(JsonNode list, Function<JsonNode, String> about) {
        Columns columns = new Columns();
        Json.each(list, "items")
                .forEach(e -> columns.row(Json.text(e, "position"), Times.seconds(Json.text(e, "time")),
                        Json.said(e, "name"), Json.text(e, "event"), about.apply(e), told(e)));
        return columns + Page.more(list);
    }

    /** What an entry came to, the rule that refused it, what was said, and the files that back it. */
    private static String told(JsonNode entry) {
        String expected = Json.said(entry, "expected");
        return Stream.of(Json.text(entry, "result"), Json.maybe(entry, "rule").map(r -> "[" + r + "]").orElse(""),
                expected.isEmpty() ? "" : "expected " + expected, Json.said(entry, "text"),
                Attached.to(entry.path("detail")))
                .filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
    }
}
