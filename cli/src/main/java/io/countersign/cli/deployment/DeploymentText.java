package io.countersign.cli.deployment;

import io.countersign.cli.session.Json;
import io.countersign.cli.text.Columns;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** A deployment on a terminal: a head, what stands in the way or beside it, then every item under its section with a mark. */
final class DeploymentText {

    private static final Map<String, String> MARKS = Map.of("open", "[ ]", "completed", "[x]", "failed", "[!]",
            "not-applicable", "[-]", "waived", "[w]");

    private final JsonNode shown;
    private final StringJoiner text = new StringJoiner("\n");

    DeploymentText(JsonNode shown) {
        this.shown = shown;
    }

    @Override
    public String toString() {
        head();
        pairs("fields", "field");
        table("controls", c -> new String[]{Json.text(c, "control"), Json.text(c, "outcome"), time(c)});
        table("signOffs", s -> new String[]{Json.text(s, "role"), standing(s), who(s), time(s)});
        table("waivers", w -> new String[]{Json.text(w, "waiver"),
            Json.maybe(w, "item").orElse(Json.text(w, "control")), "until " + Json.text(w, "expires"),
            Json.text(w, "reason")});
        table("notes", n -> new String[]{time(n), who(n), Json.text(n, "text")});
        items();
        return text.toString();
    }

    private void head() {
        text.add(Columns.plain(Json.text(shown, "system") + " → " + Json.text(shown, "environment") + ", release "
                + Json.text(shown, "release") + ": " + Json.text(shown, "state").toUpperCase(java.util.Locale.ROOT)));
        text.add(Columns.plain("deployment " + Json.text(shown, "deployment") + ", checklist " + checklist()
                + ", at position " + Json.text(shown, "position")));
        Map<String, Integer> counts = new LinkedHashMap<>();
        Json.each(shown, "items").forEach(i -> counts.merge(Json.text(i, "state"), 1, Integer::sum));
        StringJoiner summary = new StringJoiner(", ", "items: ", "");
        counts.forEach((state, n) -> summary.add(n + " " + state));
        text.add(Columns.plain(summary.toString()));
    }

    private String checklist() {
        JsonNode checklist = shown.path("checklist");
        return checklist.isObject()
                ? Json.text(checklist, "id") + "@" + Json.text(checklist, "version")
                : Json.text(shown, "checklist");
    }

    private void pairs(String member, String title) {
        JsonNode values = shown.path(member);
        if (values.isObject()) {
            values.propertyStream().forEach(
                    p -> text.add(Columns.plain(title + " " + p.getKey() + ": " + p.getValue().asString(""))));
        } else {
            values.valueStream().forEach(v -> text
                    .add(Columns.plain(title + " " + Json.text(v, "name") + ": " + Json.text(v, "value"))));
        }
    }

    private interface Row {
        String[] cells(JsonNode element);
    }

    private void table(String member, Row row) {
        Columns columns = new Columns();
        Json.each(shown, member).forEach(e -> {
            String[] cells = row.cells(e);
            cells[0] = "  " + cells[0];
            columns.row(cells);
        });
        if (!columns.isEmpty()) {
            text.add(member + ":").add(columns.toString());
        }
    }

    private void items() {
        Columns columns = new Columns();
        String[] section = {""};
        Json.each(shown, "items").forEach(item -> {
            if (!section[0].equals(Json.text(item, "section"))) {
                section[0] = Json.text(item, "section");
                columns.row(section[0]);
            }
            columns.row("  " + MARKS.getOrDefault(Json.text(item, "state"), "[?]") + " " + Json.text(item, "text"));
        });
        text.add(columns.toString());
    }

    private static String standing(JsonNode signOff) {
        return signOff.path("stands").asBoolean(true)
                ? Json.maybe(signOff, "meaning").orElse("signed")
                : "lapsed: " + Json.text(signOff, "ended");
    }

    /** A person's name where it is known and not erased, else the opaque id. */
    static String who(JsonNode node) {
        JsonNode by = node.path("by");
        return by.isObject()
                ? Json.maybe(by, "name").orElse(Json.text(by, "person"))
                : Json.maybe(node, "by").orElse(Json.text(node, "person"));
    }

    private static String time(JsonNode node) {
        return Times.seconds(Json.text(node, "time"));
    }
}
