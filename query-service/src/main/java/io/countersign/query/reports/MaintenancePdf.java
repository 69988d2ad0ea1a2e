package io.countersign.query.reports;

import static io.countersign.query.reports.DeploymentCsv.text;
import static io.countersign.query.reports.PdfFrame.time;

import io.countersign.query.reports.formats.Pdf;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The maintenance report to read and to file: summary, obligations as they stand, every settled period, and why nothing is missing. */
final class MaintenancePdf {

    private final Markup out = new Markup();
    private final JsonNode report;

    private MaintenancePdf(JsonNode report) {
        this.report = report;
    }

    static byte[] of(JsonNode report) {
        return Pdf.render(new MaintenancePdf(report).page());
    }

    private String page() {
        title();
        obligations();
        periods();
        entries();
        PdfFrame.completeness(out, report);
        return PdfFrame.page("Maintenance report", place(), "Maintenance of " + place(), report, out);
    }

    private String place() {
        return text(report, "system") + " in " + text(report, "environment");
    }

    private void title() {
        out.element("h1", "Maintenance report");
        out.open("p class=\"lead\"").text("The recurring maintenance of " + place()).close("p");
        out.table("25% Fact", "75% As recorded");
        out.row(List.of("As of", time(report, "asOf") + ", position " + text(report, "position")));
        String from = time(report, "from");
        String to = time(report, "to");
        out.row(List.of("Periods due", (from.isEmpty() ? "from the beginning" : "from " + from)
                + (to.isEmpty() ? "" : ", before " + to)));
        JsonNode summary = report.path("summary");
        out.row(List.of("Settled", text(summary, "met") + " met, " + text(summary, "late") + " met within grace, "
                + text(summary, "not-applicable") + " not applicable, " + text(summary, "missed") + " missed"));
        out.row(List.of("Overdue now", text(report, "overdue")));
        out.endTable();
    }

    private void obligations() {
        out.element("h2", "Obligations");
        out.table("13% State", "43% Obligation", "18% Every, grace", "26% Next due");
        report.path("obligations").forEach(o -> {
            out.open("tr").open("td");
            state(text(o, "state"));
            out.close("td").open("td").text(text(o, "text")).open("div class=\"small\"").text(text(o, "obligation"))
                    .close("div").close("td").element("td", text(o, "every") + ", " + text(o, "grace"));
            out.open("td").text(time(o.path("period"), "due")).open("div class=\"small\"").text(counts(o))
                    .close("div").close("td").close("tr");
        });
        out.endTable();
    }

    private static String counts(JsonNode o) {
        JsonNode counts = o.path("counts");
        return text(counts, "met") + " met (" + text(counts, "late") + " within grace), "
                + text(counts, "notApplicable") + " not applicable, " + text(counts, "missed") + " missed";
    }

    private void periods() {
        out.element("h2", "Periods");
        if (report.path("periods").isEmpty()) {
            out.element("p", "No period was settled.");
            return;
        }
        out.table("13% Outcome", "48% Obligation and period", "30% By and when", "9% Position");
        report.path("periods").forEach(p -> {
            out.open("tr").open("td");
            state(text(p, "outcome"));
            out.close("td").open("td").text(text(p, "obligation")).open("div class=\"small\"")
                    .text("period " + text(p.path("period"), "number") + ", " + time(p.path("period"), "from") + " to "
                            + time(p.path("period"), "due"))
                    .close("div");
            if (!text(p, "text").isEmpty()) {
                out.open("div class=\"said\"").text(text(p, "text")).close("div");
            }
            p.path("evidence").forEach(e -> PdfFrame.evidence(out, e));
            String claimed = time(p, "occurredAt");
            out.close("td").element("td", by(p) + (claimed.isEmpty() ? "" : ", occurred " + claimed + " (claimed)"))
                    .element("td", text(p, "position")).close("tr");
        });
        out.endTable();
    }

    private void entries() {
        out.element("h2", "What began and ended");
        out.table("13% What", "48% Obligation", "30% By and when", "9% Position");
        report.path("entries").forEach(e -> {
            String why = List.of(text(e, "cause"), text(e, "text")).stream().filter(t -> !t.isEmpty())
                    .collect(Collectors.joining(": "));
            out.open("tr").element("td", text(e, "event")).open("td").text(text(e, "obligation"));
            if (!why.isEmpty()) {
                out.open("div class=\"said\"").text(why).close("div");
            }
            out.close("td").element("td", by(e)).element("td", text(e, "position")).close("tr");
        });
        out.endTable();
    }

    private void state(String state) {
        String css = switch (state) {
            case "met", "late" -> "good";
            case "missed", "overdue" -> "bad";
            default -> "";
        };
        out.open("span class=\"" + css + "\"").text(state).close("span");
    }

    private static String by(JsonNode of) {
        JsonNode by = of.path("by");
        String name = text(by, "name");
        return (by.isObject() ? name.isEmpty() ? text(by, "person") : name : "the system") + ", " + time(of, "at");
    }
}
