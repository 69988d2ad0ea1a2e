package io.countersign.query.reports;

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
    private final Witnessing witnessing;
    private final JsonMapper json;

    ReportController(Answers answers, DeploymentReport report, Witnessing witnessing, JsonMapper json) {
        this.answers = answers;
        this.report = report;
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
            case "json" -> file(MediaType.APPLICATION_JSON, deployment, format, json.writeValueAsBytes(body));
            case "csv" -> file(new MediaType("text", "csv", StandardCharsets.UTF_8), deployment, format,
                    DeploymentCsv.of(body).getBytes(StandardCharsets.UTF_8));
            case "pdf" -> file(MediaType.APPLICATION_PDF, deployment, format, DeploymentPdf.of(body));
            default -> throw Problem.invalid("format", "format is json, csv or pdf, not \"" + format + "\".");
        };
    }

    private static ResponseEntity<byte[]> file(MediaType type, String deployment, String extension, byte[] bytes) {
        String name = "deployment-" + deployment + "." + extension;
        return ResponseEntity.ok().contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(bytes);
    }
}
