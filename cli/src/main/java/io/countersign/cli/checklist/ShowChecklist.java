package io.countersign.cli.checklist;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.AsOf;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Plain;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Columns;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "show", description = "Show a checklist: its sections and items, what each counts for and what it needs.")
final class ShowChecklist extends Verb {

    @Parameters(paramLabel = "ID[@V]", description = "The checklist, in its latest version unless one is named.")
    @SuppressWarnings("NullAway.Init")
    private String checklist;

    @Mixin
    private AsOf asOf = new AsOf();

    @Override
    protected Answer run(Session session) {
        Version version = Version.parse(checklist);
        JsonNode shown = session.query().get(asOf.to(
                Address.of("/api/v1/checklists/{}", version.id()).with("version", version.number()), session));
        return Answer.of(shown, () -> text(shown));
    }

    private static String text(JsonNode shown) {
        String head = Plain.line(Json.text(shown, "id") + "@" + Json.text(shown, "version") + "  "
                + Json.text(shown, "title"))
                + "\nsha256 " + Json.text(shown, "digest") + ", " + Json.text(shown, "items") + " items\n";
        Columns columns = new Columns();
        String[] section = {""};
        Json.each(shown, "definition").forEach(item -> {
            if (!section[0].equals(Json.text(item, "section"))) {
                section[0] = Json.text(item, "section");
                columns.row("").row(section[0]);
            }
            columns.row("  " + Json.text(item, "id"), Json.text(item, "requiredFor"), needs(item));
        });
        return head + columns + ProfileText.of(shown);
    }

    private static String needs(JsonNode item) {
        List<String> controls = Json.each(item, "controls").map(JsonNode::asString).toList();
        List<String> alternatives = Json.each(item, "eitherOr").map(a -> Json.text(a, "id")).toList();
        List<String> thresholds = Json.each(item, "thresholds").map(JsonNode::asString).toList();
        return ((item.path("derived").asBoolean(false) ? "derived " : "")
                + (item.path("checked").asBoolean(false) ? "ticked in the source " : "")
                + (controls.isEmpty() ? "" : "needs " + String.join(", ", controls) + " ")
                + (thresholds.isEmpty() ? "" : "judged by " + String.join(", ", thresholds) + " ")
                + (alternatives.isEmpty() ? "" : "either " + String.join(" or ", alternatives) + " ")
                + (item.path("mayBeNotApplicable").asBoolean(false) ? "may be not applicable" : "")).strip();
    }
}
