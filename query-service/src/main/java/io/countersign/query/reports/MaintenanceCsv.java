package io.countersign.query.reports;

import static io.countersign.query.reports.DeploymentCsv.text;

import io.countersign.query.reports.formats.Csv;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The maintenance report as one table: a row per obligation, settled period and other entry, told apart by the first column. */
final class MaintenanceCsv {

    private static final List<String> HEADER = List.of("record", "obligation", "text", "every", "grace", "state",
            "from", "due", "grace ends", "by", "name", "sealed at", "occurred at (claimed)", "said", "evidence",
            "position");

    private final Csv csv = new Csv();

    static String of(JsonNode report) {
        return new MaintenanceCsv().write(report);
    }

    private String write(JsonNode report) {
        csv.row(HEADER);
        report.path("obligations").forEach(o -> row("obligation", o, text(o, "state"), ""));
        report.path("periods").forEach(p -> row("period", p, text(p, "outcome"), text(p, "text")));
        report.path("entries").forEach(e -> row("entry", e, text(e, "event"),
                text(e, "cause") + (text(e, "text").isEmpty() ? "" : ": " + text(e, "text"))));
        return csv.text();
    }

    private void row(String record, JsonNode of, String state, String said) {
        JsonNode period = of.path("period");
        csv.row(List.of(record, text(of, "obligation"), record.equals("obligation") ? text(of, "text") : "",
                text(of, "every"), text(of, "grace"), state, text(period, "from"), text(period, "due"),
                text(period, "graceEnds"), text(of.path("by"), "person"), text(of.path("by"), "name"), text(of, "at"),
                text(of, "occurredAt"), said, evidence(of), text(of, "position")));
    }

    private static String evidence(JsonNode of) {
        return of.path("evidence").valueStream().map(e -> text(e, "sha256")).collect(Collectors.joining(" "));
    }
}
