package io.countersign.cli.report;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.AsOf;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Moments;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.ledger.hash.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "maintenance", description = "The recurring maintenance of a system in an environment: what was met and what was missed.", sortOptions = false)
final class MaintenanceReport extends Verb {

    @Option(names = "--system", paramLabel = "S", required = true)
    @SuppressWarnings("NullAway.Init")
    private String system;

    @Option(names = "--environment", paramLabel = "E", required = true)
    @SuppressWarnings("NullAway.Init")
    private String environment;

    @Option(names = "--from", paramLabel = "TIME", description = "Periods that fell due at this instant or later.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Periods that fell due before this instant.")
    private @Nullable String to;

    @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "json, csv or pdf.")
    @SuppressWarnings("NullAway.Init")
    private String format;

    @Option(names = "--out", paramLabel = "FILE", required = true)
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Mixin
    private AsOf asOf = new AsOf();

    @Override
    protected Answer run(Session session) throws IOException {
        byte[] report = session.query().bytes(asOf.to(Address.of("/api/v1/reports/maintenance").with("system", system)
                .with("environment", environment).with("from", Moments.instant("--from", from))
                .with("to", Moments.instant("--to", to)).with("format", format), session));
        Files.write(session.path(out), report);
        ObjectNode answer = Json.object().put("report", "maintenance").put("system", system)
                .put("environment", environment).put("format", format).put("out", out.toString())
                .put("size", report.length).put("sha256", Digest.sha256(report).hex());
        return Answer.of(answer, () -> out + ": " + report.length + " bytes");
    }
}
