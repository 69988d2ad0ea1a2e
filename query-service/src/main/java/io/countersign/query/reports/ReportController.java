package io.countersign.query.reports;

import io.countersign.events.Place;
import io.countersign.query.answer.Period;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.disclosures.Answers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hands reports out, in the format asked for. */
@RestController
class ReportController {

    private static final Set<String> FORMATS = Set.of("json", "csv", "pdf");

    private final Answers answers;
    private final DeploymentReport report;
    private final MaintenanceReport maintenance;
    private final Witnessing witnessing;
    private final JsonMapper json;

    ReportController(Answers answers, DeploymentReport report, MaintenanceReport maintenance, Witnessing witnessing,
            JsonMapper json) {
        this.answers = answers;
        this.report = report;
        this.maintenance = maintenance;
        this.witnessing = witnessing;
        this.json = json;
    }

    @GetMapping("/api/v1/reports/deployment")
    ResponseEntity<byte[]> deployment(@RequestParam String deployment,
            @RequestParam(defaultValue = "json") String format, @RequestParam @Nullable String asOf,
            @RequestParam @Nullable Long atLeast) {
        requireKnown(format);
        Witnessing.Said witnesses = witnessing.said();
        JsonNode body = answers.answer(new Asked(asOf, atLeast), Set.of(), s -> report.make(deployment, witnesses, s));
        return file("deployment-" + deployment, format, body, DeploymentCsv::of, DeploymentPdf::of);
    }

    @GetMapping("/api/v1/reports/maintenance")
    ResponseEntity<byte[]> maintenance(@RequestParam String system, @RequestParam String environment,
            @RequestParam @Nullable String from, @RequestParam @Nullable String to,
            @RequestParam(defaultValue = "json") String format, @RequestParam @Nullable String asOf,
            @RequestParam @Nullable Long atLeast) {
        requireKnown(format);
        Period due = Period.asked(from, to);
        Witnessing.Said witnesses = witnessing.said();
        JsonNode body = answers.answer(new Asked(asOf, atLeast), Set.of(),
                s -> maintenance.make(new Place(system, environment), due, witnesses, s));
        return file("maintenance-" + system + "-" + environment, format, body, MaintenanceCsv::of, MaintenancePdf::of);
    }

    /** Before the work of a report is done. */
    private static void requireKnown(String format) {
        if (!FORMATS.contains(format)) {
            throw Problem.invalid("format", "format is json, csv or pdf, not \"" + format + "\".");
        }
    }

    private ResponseEntity<byte[]> file(String of, String format, JsonNode body, Function<JsonNode, String> csv,
            Function<JsonNode, byte[]> pdf) {
        return switch (format) {
            case "csv" -> file(of + ".csv", new MediaType("text", "csv", StandardCharsets.UTF_8),
                    csv.apply(body).getBytes(StandardCharsets.UTF_8));
            case "pdf" -> file(of + ".pdf", MediaType.APPLICATION_PDF, pdf.apply(body));
            default -> file(of + ".json", MediaType.APPLICATION_JSON, json.writeValueAsBytes(body));
        };
    }

    private static ResponseEntity<byte[]> file(String name, MediaType type, byte[] bytes) {
        return ResponseEntity.ok().contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(bytes);
    }
}
