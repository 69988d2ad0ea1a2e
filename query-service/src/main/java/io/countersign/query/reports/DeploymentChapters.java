package io.countersign.query.reports;

import static io.countersign.query.reports.DeploymentCsv.text;
import static io.countersign.query.reports.DeploymentCsv.words;
import static io.countersign.query.reports.PdfFrame.by;
import static io.countersign.query.reports.PdfFrame.name;
import static io.countersign.query.reports.PdfFrame.state;
import static io.countersign.query.reports.PdfFrame.time;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The chapters of the deployment report on what was recorded besides items and controls: who signed, what was waived, rolled back, said and reported, and the timeline. */
final class DeploymentChapters {

    private final Markup out;
    private final JsonNode report;
    private final JsonNode d;

    DeploymentChapters(Markup out, JsonNode report) {
        this.out = out;
        this.report = report;
        this.d = report.path("deployment");
    }

    void write() {
        signOffs();
        waivers();
        rollback();
        particulars();
        communication();
        reports();
        timeline();
    }

    private void signOffs() {
        out.element("h2", "Sign-offs");
        if (d.path("signOffs").isEmpty()) {
            out.element("p", "Nobody has signed.");
            return;
        }
        out.table("13% Role", "15% Stands", "37% Meaning and statement", "26% By and when", "9% Position");
        for (JsonNode s : d.path("signOffs")) {
            out.open("tr").element("td", text(s, "role")).open("td");
            state(out, s.path("stands").asBoolean() ? "stands" : "ended");
            out.text(s.path("stands").asBoolean() ? "" : " (" + text(s, "ended") + ")");
            out.close("td").open("td").text(text(s, "meaning")).open("div class=\"mono\"").text(text(s, "statement"))
                    .close("div").close("td");
            out.element("td", words(s.path("name")) + ", " + time(s, "at")).element("td", text(s, "position"))
                    .close("tr");
        }
        out.endTable();
    }

    private void waivers() {
        out.element("h2", "Waivers");
        if (d.path("waivers").isEmpty()) {
            out.element("p", "No exception was granted.");
            return;
        }
        out.table("13% Now", "52% For and why", "26% Approved", "9% Position");
        d.path("waivers").forEach(w -> out.row(List.of(
                w.path("active").asBoolean()
                        ? "in force until " + time(w, "expires")
                        : w.path("revoked").isNull()
                                ? "expired " + time(w, "expires")
                                : "revoked " + time(w, "revoked"),
                text(w, "item") + text(w, "control") + ": " + text(w, "reason")
                        + (text(w, "compensating").isEmpty() ? "" : "; instead: " + text(w, "compensating")),
                name(w.path("approver")) + ", " + time(w, "at"), text(w, "position"))));
        out.endTable();
    }

    private void rollback() {
        out.element("h2", "Rollback");
        JsonNode rollback = d.path("rollback");
        if (!rollback.isObject()) {
            out.element("p", "No rollback was declared or declined.");
            return;
        }
        out.table("18% What", "47% Said", "26% By and when", "9% Position");
        for (String part : List.of("declared", "declined", "steps", "verifications", "incidents", "postMortems")) {
            rollback.path(part).forEach(r -> out.row(List.of(part, step(r.path("what")),
                    name(r.path("by")) + ", " + time(r, "at"), text(r, "position"))));
        }
        out.endTable();
    }

    private static String step(JsonNode what) {
        return what.properties().stream().map(m -> m.getKey() + ": " + spelt(m.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String spelt(JsonNode value) {
        if (!value.isContainer() || value.has("withheld")) {
            return words(value);
        }
        return value.isArray()
                ? value.valueStream().map(DeploymentChapters::spelt).collect(Collectors.joining(", "))
                : value.properties().stream().map(m -> m.getKey() + " " + spelt(m.getValue()))
                        .collect(Collectors.joining(" "));
    }

    private void particulars() {
        out.element("h2", "Fields, notes and measurements");
        if (d.path("fields").isEmpty() && d.path("notes").isEmpty() && d.path("measurements").isEmpty()) {
            out.element("p", "None were recorded.");
            return;
        }
        out.table("22% What", "43% Said", "26% By and when", "9% Position");
        d.path("fields").properties()
                .forEach(f -> out.row(List.of("field " + f.getKey(), words(f.getValue()), "", "")));
        d.path("notes").forEach(n -> out.open("tr").element("td", "note").open("td").open("div class=\"said\"")
                .text(text(n, "text")).close("div").close("td").element("td", by(n))
                .element("td", text(n, "position")).close("tr"));
        d.path("measurements").forEach(m -> out.row(List.of("measurement " + text(m, "name"),
                text(m, "value") + " " + text(m, "unit") + " (" + text(m, "band") + ")", time(m, "at"),
                text(m, "position"))));
        out.endTable();
    }

    private void communication() {
        out.element("h2", "Contacts and notifications");
        if (d.path("contacts").isEmpty() && d.path("notifications").isEmpty()) {
            out.element("p", "Nobody is set to be called, and no notification was recorded.");
            return;
        }
        out.table("22% Role or channel", "43% Whom", "26% By and when", "9% Position");
        d.path("contacts").forEach(c -> {
            String whom = Stream.of(text(c, "name"), text(c, "address"), DeploymentCsv.availability(c))
                    .filter(t -> !t.isEmpty()).collect(Collectors.joining(", "));
            out.row(List.of("contact " + text(c, "role"), c.path("at").isNull() ? "nobody is set" : whom, by(c),
                    text(c, "position")));
        });
        d.path("notifications").forEach(n -> out.row(List.of("notified by " + text(n, "channel"),
                text(n, "to") + ", message " + text(n, "reference"), by(n), text(n, "position"))));
        out.endTable();
    }

    private void reports() {
        out.element("h2", "Ingested reports");
        if (d.path("reports").isEmpty()) {
            out.element("p", "No report of a tool was ingested.");
            return;
        }
        out.table("13% Verdict", "52% Report and items", "26% By and when", "9% Position");
        for (JsonNode r : d.path("reports")) {
            out.open("tr").open("td");
            state(out, text(r, "verdict"));
            out.close("td").open("td").text(text(r, "format") + " " + text(r, "tool") + " " + text(r, "toolVersion"));
            out.open("div class=\"said\"").text(DeploymentCsv.judged(r)).close("div");
            PdfFrame.evidence(out, r.path("evidence"));
            out.close("td").element("td", by(r)).element("td", text(r, "position")).close("tr");
        }
        out.endTable();
    }

    private void timeline() {
        out.element("h2", "Timeline");
        out.table("9% Position", "20% Sealed at", "23% What, about what", "32% What came of it, what was said",
                "16% By");
        for (JsonNode e : report.path("timeline")) {
            out.open("tr").element("td", text(e, "position")).element("td", time(e, "time"));
            out.open("td").text(text(e, "event")).open("div class=\"small\"").text(text(e, "about")).close("div")
                    .close("td");
            out.open("td").text(DeploymentCsv.result(e)).open("div class=\"said\"").text(DeploymentCsv.entrySaid(e))
                    .close("div").close("td");
            out.element("td", name(e)).close("tr");
        }
        out.endTable();
    }
}
