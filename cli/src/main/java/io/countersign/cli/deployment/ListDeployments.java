package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Listing;
import io.countersign.cli.session.Page;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Columns;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "list", description = "List deployments, newest first; a period is of when they were opened.", sortOptions = false)
final class ListDeployments extends Verb {

    @Option(names = "--state", paramLabel = "STATE", description = "open, live, rolling-back, rolled-back, closed or abandoned.")
    private @Nullable String state;

    @Option(names = "--checklist", paramLabel = "ID[@V]")
    private @Nullable String checklist;

    @Option(names = "--text", paramLabel = "WORDS", description = "With these words in its names, in something said of it, or in the name of who acted.")
    private @Nullable String text;

    @Mixin
    private Listing listing = new Listing();

    @Override
    protected Answer run(Session session) {
        Address address = Address.of("/api/v1/deployments").with("state", state).with("checklist", checklist)
                .with("text", text);
        JsonNode list = listing.get(address, session);
        return Answer.of(list, () -> text(list));
    }

    private static String text(JsonNode list) {
        Columns columns = new Columns();
        Json.each(list, "items").forEach(d -> columns.row(Json.text(d, "deployment"), Json.text(d, "state"),
                Json.text(d, "system"), Json.text(d, "environment"), Json.text(d, "release"),
                Json.text(d, "checklist")));
        return columns.isEmpty() ? "no such deployment" : columns + Page.more(list);
    }
}
