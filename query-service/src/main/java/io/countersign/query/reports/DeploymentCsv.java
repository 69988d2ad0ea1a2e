package io.countersign.query.reports;

import io.countersign.query.reports.formats.Csv;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The deployment report as one table: a row per item, control, sign-off, waiver, field, measurement, contact, notification, report and entry, told apart by the first column. */
final class DeploymentCsv {

    private static final List<String> HEADER = List.of("record", "id", "section", "text", "state", "required for", "by",
            "name", "sealed at", "occurred at (claimed)", "said", "evidence", "position");

    private final Csv csv = new Csv();

    static String of(JsonNode report) {
        return new DeploymentCsv().write(report);
    }

    private String write(JsonNode report) {
        csv.row(HEADER);
        JsonNode d = report.path("deployment");
        row("deployment", text(d, "deployment"), text(d, "checklist"),
                text(d, "system") + " " + text(d, "release") + " into "
                        + text(d, "environment"),
                text(d, "state"), "", d.path("openedBy"), text(d, "openedAt"), "", "", "",
                text(report, "position"));
        JsonNode emergency = d.path("emergency");
        if (emergency.isObject()) {
            row("emergency", "", "", "review due " + text(emergency, "reviewDue"),
                    emergency.path("reviewedBy").isObject()
                            ? "reviewed"
                            : emergency.path("overdue").asBoolean() ? "overdue" : "owed",
                    "", emergency.path("declaredBy"), "", "", "", "", "");
        }
        d.path("items").forEach(i -> row("item", text(i, "id"), text(i, "section"), text(i, "text"), text(i, "state"),
                text(i, "requiredFor"), i.path("by"), text(i, "at"), text(i, "occurredAt"), said(i), evidence(i),
                text(i, "position")));
        d.path("controls").forEach(c -> row("control", text(c, "control"), "", "", text(c, "outcome"), "", c.path("by"),
                text(c, "at"), text(c, "occurredAt"), text(c, "observed"), evidence(c), text(c, "position")));
        d.path("controls").forEach(c -> {
            JsonNode decided = c.path("decision");
            if (decided.isObject()) {
                row("decision", text(c, "control"), "", "", text(decided, "decision"), "", decided.path("by"),
                        text(decided, "at"), "", decision(c), "", text(decided, "position"));
            }
        });
        d.path("signOffs").forEach(s -> row("sign-off", text(s, "signOff"), "", text(s, "role"),
                s.path("stands").asBoolean() ? "stands" : "ended: " + text(s, "ended"), "", s, text(s, "at"), "",
                text(s, "meaning"), "", text(s, "position")));
        d.path("waivers").forEach(w -> row("waiver", text(w, "waiver"), "", text(w, "item") + text(w, "control"),
                w.path("active").asBoolean() ? "until " + text(w, "expires") : "ended", "", w.path("approver"),
                text(w, "at"), "", text(w, "reason"), "", text(w, "position")));
        d.path("fields").properties().forEach(f -> row("field", f.getKey(), "", "", "", "", d.path("none"), "", "",
                words(f.getValue()), "", ""));
        d.path("measurements").forEach(m -> row("measurement", text(m, "name"), "", text(m, "value") + text(m, "unit"),
                text(m, "band"), "", d.path("none"), text(m, "at"), text(m, "occurredAt"), "", "",
                text(m, "position")));
        d.path("contacts").forEach(c -> row("contact", text(c, "role"), "", text(c, "name"),
                c.path("at").isNull() ? "nobody is set" : "", "", c.path("by"), text(c, "at"), "",
                Stream.of(text(c, "address"), availability(c)).filter(t -> !t.isEmpty())
                        .collect(Collectors.joining(", ")),
                "", text(c, "position")));
        d.path("notifications").forEach(n -> row("notification", text(n, "notification"), "", text(n, "channel"), "",
                "", n.path("by"), text(n, "at"), text(n, "occurredAt"),
                text(n, "to") + ", message " + text(n, "reference"), "", text(n, "position")));
        d.path("reports").forEach(r -> row("report", text(r, "format"), "", text(r, "tool"), text(r, "verdict"), "",
                r.path("by"), text(r, "at"), text(r, "occurredAt"), judged(r), text(r.path("evidence"), "sha256"),
                text(r, "position")));
        report.path("timeline")
                .forEach(e -> row("entry", text(e, "event"), "", text(e, "about"), result(e), "", e, text(e, "time"),
                        text(e.path("detail"), "occurredAt"), entrySaid(e), evidence(e.path("detail")),
                        text(e, "position")));
        JsonNode witnesses = report.path("witnesses");
        row("witnesses", "", "", text(witnesses, "statement"), text(witnesses, "quorum"), "", d.path("none"), "", "",
                "", "", text(witnesses, "witnessed"));
        return csv.text();
    }

    private void row(String record, String id, String section, String text, String state, String requiredFor,
            JsonNode by,
            String at, String claimed, String said, String evidence, String position) {
        csv.row(List.of(record, id, section, text, state, requiredFor, text(by, "person"), text(by, "name"), at,
                claimed,
                said, evidence, position));
    }

    /** When a contact can be reached, or should be. */
    static String availability(JsonNode contact) {
        String expected = text(contact, "expected");
        String said = text(contact, "availability");
        return said.isEmpty() && !expected.isEmpty() ? expected + " expected" : said;
    }

    private static String said(JsonNode item) {
        return text(item, item.path("note").isNull() ? "reason" : "note");
    }

    /** What was decided of an addressable control, in words; empty where nothing was. */
    static String decision(JsonNode control) {
        JsonNode decided = control.path("decision");
        if (!decided.isObject()) {
            return control.path("addressable").asBoolean() ? "addressable, nothing decided" : "";
        }
        return "addressable, decided: " + text(decided, "decision")
                + (text(decided, "reason").isEmpty() ? "" : ", because: " + text(decided, "reason"))
                + (text(decided, "instead").isEmpty() ? "" : ", instead: " + text(decided, "instead"));
    }

    /** Each item with its verdict, or why there is none. */
    static String judged(JsonNode report) {
        String judged = report.path("judged").valueStream()
                .map(j -> text(j, "item") + ": " + text(j, "verdict") + ", " + text(j, "measure") + " "
                        + (text(j, "value").isEmpty() ? "not given" : text(j, "value")) + ", " + text(j, "then")
                        + (text(j, "rule").isEmpty() ? "" : " (" + text(j, "rule") + ")"))
                .collect(Collectors.joining("; "));
        String reason = text(report, "reason");
        return reason.isEmpty() ? judged : reason + (judged.isEmpty() ? "" : " " + judged);
    }

    /** What an entry of the timeline came to, with the rule that refused it, if one did. */
    static String result(JsonNode entry) {
        String rule = text(entry, "rule");
        return text(entry, "result") + (rule.isEmpty() ? "" : " [" + rule + "]");
    }

    /** What was said in an entry of the timeline; of a check also what was expected. */
    static String entrySaid(JsonNode entry) {
        String expected = text(entry, "expected");
        String said = text(entry, "text");
        return expected.isEmpty() ? said : "expected " + expected + (said.isEmpty() ? "" : ", observed " + said);
    }

    private static String evidence(JsonNode of) {
        return of.path("evidence").isObject()
                ? text(of.path("evidence"), "sha256")
                : of.path("evidence").valueStream().map(e -> text(e, "sha256")).collect(Collectors.joining(" "));
    }

    static String text(JsonNode of, String member) {
        return words(of.path(member));
    }

    /** A value in words: what is withheld says so. */
    static String words(JsonNode value) {
        return value.has("erased")
                ? "erased (entry " + value.path("erased").asString() + ")"
                : value.path("withheld").asBoolean(false)
                        ? "withheld (" + value.path("digest").asString() + ")"
                        : value.isNull() || value.isMissingNode() ? "" : value.asString();
    }
}
