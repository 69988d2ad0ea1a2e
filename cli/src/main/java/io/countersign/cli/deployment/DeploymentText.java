package io.countersign.cli.deployment;

import io.countersign.cli.session.Json;
import io.countersign.cli.session.Plain;
import io.countersign.cli.text.Columns;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** A deployment on a terminal: a head, what was done and said beside the items, then every item under its section with a mark. */
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
        fields();
        table("contacts", c -> cells(Json.text(c, "role"), Json.said(c, "name"), Json.said(c, "address"),
                Json.said(c, "availability").isEmpty() ? Json.text(c, "expected") : Json.said(c, "availability")));
        table("controls", c -> cells(Json.text(c, "control"), Json.text(c, "outcome"), at(c), waiver(c)
                + decision(c)));
        table("signOffs", s -> cells(Json.text(s, "role"), standing(s), Json.said(s, "name"), at(s)));
        table("waivers", w -> cells(Json.text(w, "waiver"), Json.maybe(w, "item").orElse(Json.text(w, "control")),
                w.path("active").asBoolean(false) ? "until " + Times.seconds(Json.text(w, "expires")) : "ended",
                Json.said(w, "reason")));
        table("openTriggers", t -> cells(Json.text(t, "trigger"),
                Json.text(t, "measurement") + " " + Json.text(t, "value") + Json.said(t, "reason"), at(t)));
        table("measurements", m -> cells(Json.text(m, "name"), Json.text(m, "value") + Json.text(m, "unit"),
                Json.text(m, "band"), at(m)));
        table("reports", r -> cells(Json.maybe(r, "format").orElse("unknown format"), Json.text(r, "verdict"),
                r.path("judged").size() + " items", at(r)));
        table("notifications", n -> cells(Json.text(n, "notification"), Json.text(n, "channel"), Json.said(n, "to"),
                Json.said(n, "reference"), at(n)));
        table("notes", n -> cells(at(n), Json.said(n.path("by"), "name"), Json.said(n, "text")));
        procedures();
        items();
        return text.toString();
    }

    private void head() {
        add(Json.text(shown, "system") + " → " + Json.text(shown, "environment") + ", release "
                + Json.text(shown, "release") + ": " + Json.text(shown, "state").toUpperCase(Locale.ROOT));
        add("deployment " + Json.text(shown, "deployment") + ", checklist " + Json.text(shown, "checklist")
                + ", as of position " + Json.text(shown, "position"));
        JsonNode counts = shown.path("counts");
        add("items: " + Json.text(counts, "settled") + " of " + Json.text(counts, "total") + " settled, "
                + Json.text(counts, "open") + " open, " + Json.text(counts, "failed") + " failed");
        JsonNode emergency = shown.path("emergency");
        if (emergency.isObject()) {
            add("EMERGENCY go-live, " + (emergency.path("reviewedBy").isObject()
                    ? "reviewed by " + Json.said(emergency.path("reviewedBy"), "name")
                    : (emergency.path("overdue").asBoolean(false) ? "review OVERDUE since " : "review due ")
                            + Times.seconds(Json.text(emergency, "reviewDue"))));
        }
        JsonNode rollback = shown.path("rollback");
        if (!rollback.path("declared").isEmpty()) {
            add("ROLLBACK declared " + at(rollback.path("declared").get(0)) + ", " + rollback.path("steps").size()
                    + " steps recorded, " + rollback.path("verifications").size() + " verifications");
            JsonNode what = rollback.path("declared").get(0).path("what");
            add("  voided: " + what.path("voided").size() + " sign-offs, "
                    + (what.path("voidedItems").size() + what.path("moreItems").asInt(0)) + " items");
            Json.each(rollback, "incidents")
                    .forEach(i -> add("  incident " + Json.text(i.path("what"), "reference") + " "
                            + Json.said(i.path("what"), "url")));
            Json.each(rollback, "postMortems")
                    .forEach(p -> add("  post-mortem: " + Json.said(p.path("what"), "finding")));
        }
        Json.maybe(shown, "follows").ifPresent(d -> add("follows deployment " + d));
        Json.each(shown, "followedBy").forEach(d -> add("followed by deployment " + d.asString()));
    }

    private void add(String line) {
        text.add(Plain.line(line));
    }

    private void fields() {
        Columns columns = new Columns();
        shown.path("fields").propertyNames()
                .forEach(name -> columns.row("  " + name, Json.said(shown.path("fields"), name)));
        if (!columns.isEmpty()) {
            text.add("fields:").add(columns.toString());
        }
    }

    private interface Row {
        String[] cells(JsonNode element);
    }

    private static String[] cells(String first, String... rest) {
        String[] cells = new String[rest.length + 1];
        cells[0] = "  " + first;
        System.arraycopy(rest, 0, cells, 1, rest.length);
        return cells;
    }

    private void table(String member, Row row) {
        Columns columns = new Columns();
        Json.each(shown, member).forEach(e -> columns.row(row.cells(e)));
        if (!columns.isEmpty()) {
            text.add(member + ":").add(columns.toString());
        }
    }

    private void procedures() {
        Json.each(shown, "procedures").forEach(p -> {
            add("procedure " + Json.text(p, "id") + ":");
            Json.each(p, "steps").forEach(s -> {
                add("  " + Json.text(s, "id") + ": " + Json.text(s, "state") + Json.maybe(s, "at")
                        .map(at -> " " + Times.seconds(at)).orElse("")
                        + Json.maybe(s, "when").map(w -> " (" + w + ")").orElse(""));
                Json.each(s, "commands").forEach(c -> add("    $ " + c.asString()));
            });
        });
    }

    private void items() {
        Columns columns = new Columns();
        String[] section = {""};
        Json.each(shown, "items").forEach(item -> {
            if (!section[0].equals(Json.text(item, "section"))) {
                section[0] = Json.text(item, "section");
                columns.row(section[0]);
            }
            String attached = Attached.to(item);
            columns.row("  " + MARKS.getOrDefault(Json.text(item, "state"), "[?]") + " " + Json.text(item, "text")
                    + (attached.isEmpty() ? "" : "  ← " + attached));
        });
        text.add(columns.toString());
    }

    private static String standing(JsonNode signOff) {
        return signOff.path("stands").asBoolean(false)
                ? Json.said(signOff, "meaning")
                : "ended: " + Json.text(signOff, "ended");
    }

    private static String waiver(JsonNode control) {
        return Json.maybe(control, "waiver").map(w -> "waived: " + w).orElse("");
    }

    private static String decision(JsonNode control) {
        return Json.maybe(control.path("decision"), "decision").map(d -> "decided: " + d).orElse("");
    }

    private static String at(JsonNode node) {
        return Times.seconds(Json.text(node, "at"));
    }
}
