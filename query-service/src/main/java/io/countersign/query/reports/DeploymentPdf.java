package io.countersign.query.reports;

import static io.countersign.query.reports.DeploymentCsv.text;
import static io.countersign.query.reports.DeploymentCsv.words;
import static io.countersign.query.reports.PdfFrame.by;
import static io.countersign.query.reports.PdfFrame.name;
import static io.countersign.query.reports.PdfFrame.state;
import static io.countersign.query.reports.PdfFrame.time;

import io.countersign.query.reports.formats.Pdf;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The deployment report to read and to file: title, summary, gates, items by section, controls, {@linkplain DeploymentChapters everything else recorded}, and
 * why nothing is missing.
 */
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
        new DeploymentChapters(out, report).write();
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
        List<JsonNode> inNone = inSection("");
        if (!inNone.isEmpty()) {
            items(inNone);
        }
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
            state(out, text(item, "state"));
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

    private void controls() {
        out.element("h2", "Controls");
        if (d.path("controls").isEmpty()) {
            out.element("p", "No control is required and none was checked.");
            return;
        }
        out.table("13% Outcome", "52% Control", "26% By and when", "9% Position");
        for (JsonNode c : d.path("controls")) {
            out.open("tr").open("td");
            state(out, text(c, "outcome"));
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
}
