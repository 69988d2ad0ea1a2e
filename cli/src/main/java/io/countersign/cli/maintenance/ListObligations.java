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

@Command(name = "list", description = "List obligations with their state and when they are due; a period is of when they are due.", sortOptions = false)
final class ListObligations extends Verb {

    @Option(names = "--obligation", paramLabel = "ID", description = "Its id or an end of it.")
    private @Nullable String obligation;

    @Option(names = "--state", paramLabel = "STATE", description = "open, met, overdue (due, within grace), missed or ended.")
    private @Nullable String state;

    @Option(names = "--every", paramLabel = "INTERVAL", description = "daily, weekly, monthly, quarterly or yearly.")
    private @Nullable String every;

    @Option(names = "--checklist", paramLabel = "ID")
    private @Nullable String checklist;

    @Option(names = "--text", paramLabel = "WORDS", description = "With these words in its text or id.")
    private @Nullable String text;

    @Mixin
    private Listing listing = new Listing();

    @Override
    protected Answer run(Session session) {
        Address address = Address.of("/api/v1/obligations").with("obligation", obligation).with("state", state)
                .with("every", every).with("checklist", checklist).with("text", text);
        JsonNode list = listing.get(address, session);
        return Answer.of(list, () -> text(list));
    }

    private static String text(JsonNode list) {
        Columns columns = new Columns();
        Json.each(list, "items").forEach(o -> columns.row(Json.text(o, "state"), Json.text(o, "system"),
                Json.text(o, "environment"), Json.text(o, "obligation"), Json.text(o, "every"),
                Json.text(o.path("period"), "due"), missed(o.path("counts"))));
        return columns.isEmpty() ? "no such obligation" : columns + Page.more(list);
    }

    private static String missed(JsonNode counts) {
        return Json.text(counts, "met") + " met, " + Json.text(counts, "missed") + " missed";
    }
}
