package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Listing;
import io.countersign.cli.session.Page;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Columns;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Searches everything by words. */
@Command(name = "search", description = {"Search deployments, items, people and what was said, latest first.",
    "All words must be there, the last one also as a beginning; \"words in a row\", or, and -word as in web searches.",
    "A period is of when it was said or done; of an item, of when its deployment was opened. People are in no system."}, sortOptions = false)
public final class Search extends Verb {

    @Parameters(paramLabel = "WORDS", arity = "1..*", description = "A word that begins with a dash follows --.")
    private List<String> words = List.of();

    @Option(names = "--kind", paramLabel = "KIND", description = "Only deployment, item, person or text.")
    private @Nullable String kind;

    @Option(names = "--deployment", paramLabel = "D", description = "Only in this deployment.")
    private @Nullable String deployment;

    @Mixin
    private Listing listing = new Listing();

    @Override
    protected Answer run(Session session) {
        Address address = Address.of("/api/v1/search").with("q", String.join(" ", words)).with("kind", kind)
                .with("deployment", deployment);
        JsonNode list = listing.get(address, session);
        return Answer.of(list, () -> text(list));
    }

    private static String text(JsonNode list) {
        Columns columns = new Columns();
        Json.each(list, "items").forEach(h -> columns.row(Json.text(h, "position"), Json.text(h, "kind"),
                Json.maybe(h, "deployment").orElse(Json.text(h, "person")),
                Json.maybe(h, "item").orElse(Json.text(h, "event") + " " + Json.text(h, "about")).strip(),
                Json.text(h, "snippet")));
        String lacking = list.path("complete").asBoolean(true)
                ? ""
                : "\nwhat was said lately could not be had from command-service and was not searched";
        return columns.isEmpty() ? "nothing found" + lacking : columns + Page.more(list) + lacking;
    }
}
