package io.countersign.cli.maintenance;

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

@Command(name = "history", description = "Everything recorded of obligations, the latest first; a period is of when it was sealed.", sortOptions = false)
final class History extends Verb {

    @Option(names = "--obligation", paramLabel = "ID", description = "Its id or an end of it.")
    private @Nullable String obligation;

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "met, late (within grace), not-applicable or missed.")
    private @Nullable String outcome;

    @Mixin
    private Listing listing = new Listing();

    @Override
    protected Answer run(Session session) {
        Address address = Address.of("/api/v1/obligations/history").with("obligation", obligation).with("outcome",
                outcome);
        JsonNode list = listing.get(address, session);
        return Answer.of(list, () -> text(list));
    }

    private static String text(JsonNode list) {
        Columns columns = new Columns();
        Json.each(list, "items").forEach(e -> columns.row(Json.text(e, "position"), Json.text(e, "at"),
                Json.maybe(e, "outcome").orElse(Json.text(e, "event")),
                Json.text(e, "system") + " " + Json.text(e, "environment"), Json.text(e, "obligation"),
                Json.maybe(e.path("period"), "due").map(d -> "due " + d).orElse(""),
                Json.maybe(e.path("by"), "name").orElse("the system"), Json.said(e, "text")));
        return columns.isEmpty() ? "nothing was recorded" : columns + Page.more(list);
    }
}
