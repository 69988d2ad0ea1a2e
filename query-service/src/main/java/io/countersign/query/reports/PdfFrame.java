package io.countersign.query.reports;

import static io.countersign.query.reports.DeploymentCsv.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What every report to read and to file has alike: its looks, its foot, how files and times are written, and why nothing is missing. */
final class PdfFrame {

    private PdfFrame() {}

    /**
     * A whole page of XHTML.
     *
     * @param kind what it is a report of; @param of what this one is about; @param foot what stands at each page's foot, so that a loose one is known
     */
    static String page(String kind, String of, String foot, JsonNode report, Markup body) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta name=\"description\" content=\"" + kind
                + " of Countersign\"/><meta name=\"author\" content=\"Countersign\"/><meta name=\"subject\" content=\""
                + kind + "\"/>" + new Markup().element("title", kind + ": " + of) + "<style>" + style(foot, report)
                + "</style></head><body>" + body + "</body></html>";
    }

    private static String style(String of, JsonNode report) {
        try (InputStream in = Objects.requireNonNull(PdfFrame.class.getResourceAsStream("report.css"))) {
            String foot = (of + ", as of position " + text(report, "position")).replaceAll("[^A-Za-z0-9 ,._-]", "?");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("THIS-REPORT", foot);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that backs something: its name, kind and place, then its digest. */
    static void evidence(Markup out, JsonNode file) {
        String said = Stream
                .of(text(file, "name"), text(file, "mediaType"),
                        file.hasNonNull("url") ? "kept elsewhere: " + text(file, "url") : "")
                .filter(t -> !t.isEmpty()).collect(Collectors.joining(", "));
        out.open("div class=\"small\"").text("evidence " + said + " ").open("span class=\"mono\"")
                .text(text(file, "sha256")).close("span").close("div");
    }

    /** Why nothing is missing, in the words of every report. */
    static void completeness(Markup out, JsonNode report) {
        out.element("h2", "Completeness and proof");
        out.element("p", text(report.path("population"), "statement"));
        out.element("p",
                "It was read from entries that query-service received, hashed and compared with this checkpoint, "
                        + "which the log's key has signed:");
        out.element("pre", text(report, "checkpoint"));
        out.element("p", text(report.path("witnesses"), "statement"));
        if (out.numbered()) {
            out.element("p",
                    "Characters that this report's fonts lack are written by their Unicode numbers, as [U+6771]; "
                            + "the disclosures beside the entries have them as they are.");
        }
    }

    /** Whole seconds, UTC: the entries have the rest. */
    static String time(JsonNode of, String member) {
        String text = text(of, member);
        return text.length() < 20 ? text : text.substring(0, 10) + " " + text.substring(11, 19) + "Z";
    }

    /** How something stands, in its colour. */
    static void state(Markup out, String state) {
        String css = switch (state) {
            case "completed", "pass", "stands" -> "good";
            case "failed", "fail", "ended" -> "bad";
            default -> "";
        };
        out.open("span class=\"" + css + "\"").text(state).close("span");
    }

    /** Who did it, and when. */
    static String by(JsonNode of) {
        return of.path("at").isNull() ? "" : name(of.path("by")) + ", " + time(of, "at");
    }

    /** What somebody is called: by name, or by identity where that is erased or withheld. */
    static String name(JsonNode person) {
        String name = text(person, "name");
        String id = text(person, "person");
        return name.isEmpty() ? id.isEmpty() ? "the system" : id : name;
    }
}
