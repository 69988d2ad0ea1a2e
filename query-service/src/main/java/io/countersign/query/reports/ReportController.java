package io.countersign.query.reports;

import io.countersign.events.Place;
import io.countersign.query.answer.Period;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.disclosures.Answers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
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
        Witnessing.Said witnesses = witnessing.said();
        JsonNode body = answers.answer(new Asked(asOf, atLeast), Set.of(), s -> report.make(deployment, witnesses, s));
        return switch (format) {
            case "json" ->
                file(MediaType.APPLICATION_JSON, "deployment-" + deployment, format, json.writeValueAsBytes(body));
            case "csv" -> file(new MediaType("text", "csv", StandardCharsets.UTF_8), "deployment-" + deployment, format,
                    DeploymentCsv.of(body).getBytes(StandardCharsets.UTF_8));
            case "pdf" -> file(MediaType.APPLICATION_PDF, "deployment-" + deployment, format, DeploymentPdf.of(body));
            default -> throw Problem.invalid("format", "format is json, csv or pdf, not \"" + format + "\".");
        };
    }

    @GetMapping("/api/v1/reports/maintenance")
    ResponseEntity<byte[]> maintenance(@RequestParam String system, @RequestParam String environment,
            @RequestParam @Nullable String from, @RequestParam @Nullable String to,
            @RequestParam(defaultValue = "json") String format, @RequestParam @Nullable String asOf,
            @RequestParam @Nullable Long atLeast) {
        Witnessing.Said witnesses = witnessing.said();
        Period due = Period.asked(from, to);
        JsonNode body = answers.answer(new Asked(asOf, atLeast), Set.of(),
                s -> maintenance.make(new Place(system, environment), due, witnesses, s));
        String name = "maintenance-" + system + "-" + environment;
        return switch (format) {
            case "json" -> file(MediaType.APPLICATION_JSON, name, format, json.writeValueAsBytes(body));
            case "csv" -> file(new MediaType("text", "csv", StandardCharsets.UTF_8), name, format,
                    MaintenanceCsv.of(body).getBytes(StandardCharsets.UTF_8));
            case "pdf" -> file(MediaType.APPLICATION_PDF, name, format, MaintenancePdf.of(body));
            default -> throw Problem.invalid("format", "format is json, csv or pdf, not \"" + format + "\".");
        };
    }

    private static ResponseEntity<byte[]> file(MediaType type, String of, String extension, byte[] bytes) {
        String name = of + "." + extension;
        return ResponseEntity.ok().contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(bytes);
    }
}
