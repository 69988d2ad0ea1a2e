package io.countersign.cli.control;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Listing;
import io.countersign.cli.session.Page;
import io.countersign.cli.session.Plain;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Columns;
import io.countersign.cli.text.Receipts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What holds beyond one deployment: the catalogue, a control's history, and the decisions on addressable ones. */
final class CatalogueCommands {

    private CatalogueCommands() {}

    @Command(name = "list", description = "List the controls there are: required, addressable or supporting.")
    static final class ListControls extends Verb {

        @Override
        protected Answer run(Session session) {
            JsonNode list = session.command().get(Address.of("/api/v1/controls"));
            return Answer.of(list, () -> {
                Columns columns = new Columns();
                Json.each(list, "items").forEach(
                        c -> columns.row(Json.text(c, "id"), Json.text(c, "requirement"), Json.text(c, "title")));
                return columns.toString();
            });
        }
    }

    @Command(name = "show", description = "Show a control: what a check must observe, and the clauses it is mapped to.")
    static final class Show extends Verb {

        @Parameters(paramLabel = "CONTROL", description = "Such as hipaa.encryption-in-transit.")
        @SuppressWarnings("NullAway.Init")
        private String control;

        @Override
        protected Answer run(Session session) {
            JsonNode shown = session.command().get(Address.of("/api/v1/controls/{}", control));
            return Answer.of(shown, () -> text(shown));
        }

        private static String text(JsonNode shown) {
            Map<String, String> clauses = new LinkedHashMap<>();
            Json.each(shown, "mappings").forEach(m -> clauses.merge(Json.text(m, "framework"),
                    Json.text(m, "clause") + " (" + Json.text(m, "relation") + ")", (a, b) -> a + ", " + b));
            Columns columns = new Columns().row("title", Json.text(shown, "title"))
                    .row("requirement", Json.text(shown, "requirement")).row("expected", Json.text(shown, "expected"));
            Json.maybe(shown, "note").ifPresent(note -> columns.row("note", note));
            clauses.forEach(columns::row);
            return Plain.line(Json.text(shown, "id")) + "\n" + columns;
        }
    }

    @Command(name = "history", description = "List a control's checks, waivers and decisions, the latest first; a period is of when they were sealed.", sortOptions = false)
    static final class History extends Verb {

        @Parameters(paramLabel = "CONTROL")
        @SuppressWarnings("NullAway.Init")
        private String control;

        @Option(names = "--outcome", paramLabel = "OUTCOME", description = "pass, fail, inconclusive, waived, revoked, implemented or not-implemented.")
        private @Nullable String outcome;

        @Mixin
        private Listing listing = new Listing();

        @Override
        protected Answer run(Session session) {
            Address address = Address.of("/api/v1/controls/{}/checks", control).with("outcome", outcome);
            JsonNode list = listing.get(address, session);
            if (list.path("items").isEmpty()) {
                // a name that no control has is told apart from one that nothing was recorded of
                session.command().get(Address.of("/api/v1/controls/{}", control));
            }
            return Answer.of(list, () -> text(list));
        }

        private static String text(JsonNode list) {
            Columns columns = new Columns();
            Json.each(list, "items").forEach(l -> columns.row(Json.text(l, "at"), Json.text(l, "outcome"),
                    Json.text(l, "system") + " → " + Json.text(l, "environment"),
                    Json.maybe(l, "deployment").orElse("every deployment"), Json.said(l.path("by"), "name"),
                    said(l.path("detail")), "entry " + Json.text(l, "position")));
            return columns.isEmpty() ? "nothing was recorded of it" : columns + Page.more(list);
        }

        private static String said(JsonNode detail) {
            String instead = Json.said(detail, "instead");
            String why = detail.has("observed") ? Json.said(detail, "observed") : Json.said(detail, "reason");
            return instead.isEmpty() ? why : why + "; instead: " + instead;
        }
    }

    @Command(name = "decide", description = "Decide on an addressable control of a system in an environment (Security).", sortOptions = false)
    static final class Decide extends Verb {

        @Parameters(paramLabel = "CONTROL")
        @SuppressWarnings("NullAway.Init")
        private String control;

        @Option(names = "--system", paramLabel = "S", required = true)
        @SuppressWarnings("NullAway.Init")
        private String system;

        @Option(names = "--environment", paramLabel = "E", required = true)
        @SuppressWarnings("NullAway.Init")
        private String environment;

        @Option(names = "--implemented", description = "It is implemented; a check shows that it works.")
        private boolean implemented;

        @Option(names = "--not-implemented", description = "It is not, for --reason, and --instead stands in its place.")
        private boolean notImplemented;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is not reasonable and appropriate here.")
        private @Nullable String reason;

        @Option(names = "--instead", paramLabel = "TEXT", description = "What stands in its place.")
        private @Nullable String instead;

        @Override
        protected Answer run(Session session) {
            if (implemented == notImplemented) {
                throw Failure.usage("say either --implemented or --not-implemented");
            }
            ObjectNode body = Json.object().put("system", system).put("environment", environment).put("implemented",
                    implemented);
            JsonNode decided = session.command().post(Address.of("/api/v1/controls/{}/decide", control),
                    Json.put(Json.put(body, "reason", reason), "instead", instead));
            return Receipts.of(decided, "decided on " + control + " of " + system + " in " + environment + ": "
                    + (implemented ? "implemented" : "not implemented"));
        }
    }
}
