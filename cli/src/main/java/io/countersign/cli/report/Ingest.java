package io.countersign.cli.report;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.EvidenceFiles;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.OccurredAt;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Columns;
import io.countersign.cli.text.Receipts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A tool's report, kept as evidence and judged by the profile. */
@Command(name = "ingest", sortOptions = false, description = {"Keep a tool's report as evidence and have it judged.",
    "A pass completes the item, a fail fails it; what cannot be read whole is inconclusive and leaves it as it is.",
    "Formats: JUnit XML, JaCoCo and Cobertura XML, SARIF 2.1.0, CycloneDX JSON, pip-audit JSON, requirements.txt and a Prometheus query result; at most 64 MiB."})
public final class Ingest extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Parameters(index = "1", paramLabel = "FILE", description = "The report as the tool wrote it.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--item", paramLabel = "ITEM", description = "Judge it for this item only; as often as needed. Without it: every item that the profile has such a report decide.")
    private List<String> items = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", description = "junit, jacoco, cobertura, sarif, cyclonedx, pip-audit, requirements or prometheus; else recognised by what is in the file.")
    private @Nullable String format;

    @Option(names = "--measure", paramLabel = "NAME", description = "What a Prometheus result measures, such as error_rate; it is recorded as a measurement too.")
    private @Nullable String measure;

    @Mixin
    private OccurredAt occurredAt = new OccurredAt();

    @Override
    protected Answer run(Session session) throws IOException {
        Path report = session.path(file);
        if (!Files.isRegularFile(report)) {
            throw Failure.local(file + " is no file");
        }
        String sha256 = EvidenceFiles.store(report, session);
        ObjectNode body = Json.object().put("sha256", sha256).put("name", String.valueOf(file.getFileName()));
        Json.put(Json.put(body, "format", format), "measure", measure);
        JsonNode ingested = session.command().post(Address.of("/api/v1/deployments/{}/reports", deployment.id()),
                occurredAt.addTo(Json.put(body, "items", Json.strings(items))));
        return Answer.of(ingested, () -> text(ingested));
    }

    private static String text(JsonNode ingested) {
        Columns columns = new Columns();
        Json.each(ingested, "judged").forEach(j -> columns.row("  " + Json.text(j, "verdict"), Json.text(j, "item"),
                value(j), then(j), Json.text(j, "reason")));
        Json.each(ingested, "measurements").forEach(m -> columns.row("  " + Json.text(m, "band"),
                Json.text(m, "name"), Json.text(m, "value"), "measured"));
        String format = Json.maybe(ingested, "format").orElse("unknown format");
        String reason = Json.maybe(ingested, "reason").map(r -> ": " + r).orElse("");
        return (columns.isEmpty() ? "" : columns + "\n")
                + Receipts.line(ingested, format + ", " + Json.text(ingested, "verdict") + reason);
    }

    private static String value(JsonNode judged) {
        return Json.maybe(judged, "value").map(v -> Json.text(judged, "measure") + " " + v).orElse("");
    }

    private static String then(JsonNode judged) {
        return Json.text(judged, "then") + Json.maybe(judged, "rule").map(r -> " [" + r + "]").orElse("");
    }
}
