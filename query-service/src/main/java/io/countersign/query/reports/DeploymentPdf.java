package io.countersign.query.reports;

import static io.countersign.query.reports.DeploymentCsv.text;
import static io.countersign.query.reports.DeploymentCsv.words;
import static io.countersign.query.reports.PdfFrame.time;

import io.countersign.query.reports.formats.Pdf;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The deployment report to read and to file: title, summary, gates, items by section, everything else recorded, and why nothing is missing. */
final class DeploymentPdf {

    private final Markup out = new Markup();
    private final JsonNode report;
    private final JsonNode d;

    private DeploymentPdf(JsonNode report) {
        this.report = report;
        this.d = report.path("deployment");
    }

    static byte[] of(JsonNode report) {
        return Pdf.render(new DeploymentPdf(report).page());
    }

    private String page() {
        title();
        gates();
        items();
        controls();
        signOffs();
        waivers();
        rollback();
        particulars();
        communication();
        reports();
        timeline();
        PdfFrame.completeness(out, report);
        return PdfFrame.page("Deployment report", text(d, "system") + " " + text(d, "release") + ", "
                + text(d, "environment"), "Deployment " + text(d, "deployment"), report, out);
    }

    private void title() {
        out.element("h1", "Deployment report");
        out.open("p class=\"lead\"")
                .text(text(d, "system") + " " + text(d, "release") + " into " + text(d, "environment")
                        + ", following " + text(report, "title") + " (" + text(d, "checklist") + ")")
                .close("p");
        out.table("25% Fact", "75% As recorded");
        out.row(List.of("State", text(d, "state")));
        JsonNode counts = d.path("counts");
        out.row(List.of("Items", text(counts, "settled") + " of " + text(counts, "total") + " settled, "
                + text(counts, "open") + " open, " + text(counts, "failed") + " failed"));
        out.row(List.of("As of", time(report, "asOf") + ", position " + text(report, "position")));
        out.row(List.of("Opened", time(d, "openedAt") + " by " + name(d.path("openedBy"))));
        out.row(List.of("Deployment", text(d, "deployment")));
        if (!text(d, "commit").isEmpty()) {
            out.row(List.of("Commit", text(d, "commit")));
        }
        d.path("artifacts").forEach(a -> out.row(List.of("Artifact " + text(a, "name"), text(a, "digest"))));
        out.row(List.of("Checklist", text(d, "checklist") + ", SHA-256 " + text(d, "checklistDigest") + ", profile "
                + text(d, "profile")));
        JsonNode emergency = d.path("emergency");
        if (emergency.isObject()) {
            boolean reviewed = emergency.path("reviewedBy").isObject();
            out.row(List.of("Emergency",
                    "went live past an unsatisfied gate, declared by " + name(emergency.path("declaredBy"))
                            + (reviewed
                                    ? "; reviewed by " + name(emergency.path("reviewedBy"))
                                    : (emergency.path("overdue").asBoolean()
                                            ? "; its review IS OVERDUE since "
                                            : "; its review is due ") + time(emergency, "reviewDue"))));
        }
        out.endTable();
    }

    private void gates() {
        out.element("h2", "Gates");
        for (JsonNode gate : report.path("gates")) {
            boolean open = gate.path("open").asBoolean();
            out.element("h3",
                    text(gate, "gate") + ": " + (open ? "open" : gate.path("unmet").size() + " unmet conditions"));
            if (!open) {
                out.table("22% Rule", "78% What is unmet");
                gate.path("unmet").forEach(u -> out.row(List.of(text(u, "rule"), text(u, "reason"))));
                out.endTable();
            }
        }
    }

    private void items() {
        out.element("h2", "Items");
        sectionItems("");
        for (JsonNode section : report.path("sections")) {
            List<JsonNode> items = inSection(text(section, "id"));
            if (!items.isEmpty()) {
                String counts = items.stream().map(i -> text(i, "requiredFor")).distinct()
                        .collect(Collectors.joining(", "));
                out.element("h3", path(section) + " (" + counts + ")");
                items(items);
            }
        }
    }

    private void sectionItems(String section) {
        List<JsonNode> items = inSection(section);
        if (!items.isEmpty()) {
            items(items);
        }
    }

    private List<JsonNode> inSection(String section) {
        return d.path("items").valueStream().filter(i -> text(i, "section").equals(section)).toList();
    }

    /** The headings above a section and its own, outermost first. */
    private String path(JsonNode section) {
        String id = text(section, "id");
        return report.path("sections").valueStream()
                .filter(s -> text(s, "id").equals(id) || id.startsWith(text(s, "id") + ".")).map(s -> text(s, "title"))
                .collect(Collectors.joining(" › "));
    }

    private void items(List<JsonNode> items) {
        out.table("13% State", "52% Item", "26% By and when", "9% Position");
        for (JsonNode item : items) {
            out.open("tr").open("td");
            state(text(item, "state"));
            out.close("td").open("td");
            String number = text(item, "number");
            out.text((item.path("parent").isNull() ? "" : "↳ ") + (number.isEmpty() ? "" : number + ". ")
                    + text(item, "text"));
            said(item);
            out.close("td").open("td").text(by(item));
            if (item.path("claimed").asBoolean()) {
                out.open("div class=\"small\"").text("occurred " + time(item, "occurredAt") + " (claimed)")
                        .close("div");
            }
            out.close("td").element("td", text(item, "position")).close("tr");
        }
        out.endTable();
    }

    private void said(JsonNode item) {
        for (String member : List.of("note", "reason")) {
            String words = text(item, member);
            if (!words.isEmpty()) {
                out.open("div class=\"said\"").text(member + ": " + words).close("div");
            }
        }
        item.path("controls").forEach(c -> out.open("div class=\"small\"").text("needs " + words(c)).close("div"));
        evidence(item);
    }

    private void evidence(JsonNode of) {
        of.path("evidence").forEach(e -> PdfFrame.evidence(out, e));
    }

    private void state(String state) {
        String css = switch (state) {
            case "completed", "pass", "stands" -> "good";
            case "failed", "fail", "ended" -> "bad";
            default -> "";
        };
        out.open("span class=\"" + css + "\"").text(state).close("span");
    }

    private void controls() {
        out.element("h2", "Controls");
        if (d.path("controls").isEmpty()) {
            out.element("p", "No control is required and none was checked.");
            return;
        }
        out.table("13% Outcome", "52% Control", "26% By and when", "9% Position");
        for (JsonNode c : d.path("controls")) {
            out.open("tr").open("td");
            state(text(c, "outcome"));
            out.close("td").open("td").text(text(c, "control"));
            for (String member : List.of("expected", "observed")) {
                String words = text(c, member);
                if (!words.isEmpty()) {
                    out.open("div class=\"said\"").text(member + ": " + words).close("div");
                }
            }
            if (!c.path("waiver").isNull()) {
                out.open("div class=\"said\"").text("waived: " + text(c, "waiver")).close("div");
            }
            String decided = DeploymentCsv.decision(c);
            if (!decided.isEmpty()) {
                out.open("div class=\"said\"").text(decided).close("div");
            }
            evidence(c);
            out.close("td").element("td", by(c)).element("td", text(c, "position")).close("tr");
        }
        out.endTable();
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
            state(s.path("stands").asBoolean() ? "stands" : "ended");
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
                ? value.valueStream().map(DeploymentPdf::spelt).collect(Collectors.joining(", "))
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
            state(text(r, "verdict"));
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

    private static String by(JsonNode of) {
        return of.path("at").isNull() ? "" : name(of.path("by")) + ", " + time(of, "at");
    }

    private static String name(JsonNode person) {
        String name = text(person, "name");
        String id = text(person, "person");
        return name.isEmpty() ? id.isEmpty() ? "the system" : id : name;
    }
}
