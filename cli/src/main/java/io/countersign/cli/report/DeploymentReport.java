package io.countersign.cli.report;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.AsOf;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
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
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "deployment", description = "Everything about one deployment, now or as it was.", sortOptions = false)
final class DeploymentReport extends Verb {

    @Parameters(index = "0", arity = "0..1", paramLabel = "D", description = "The deployment's id; or --deployment.")
    private @Nullable String positional;

    @Option(names = "--deployment", paramLabel = "D")
    private @Nullable String named;

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
        String deployment = positional == null ? named : positional;
        if (deployment == null || (positional != null && named != null)) {
            throw Failure.usage("name one deployment: report deployment D");
        }
        byte[] report = session.query().bytes(asOf.to(
                Address.of("/api/v1/reports/deployment").with("deployment", deployment).with("format", format),
                session));
        Files.write(session.path(out), report);
        ObjectNode answer = Json.object().put("report", "deployment").put("deployment", deployment)
                .put("format", format).put("out", out.toString()).put("size", report.length)
                .put("sha256", Digest.sha256(report).hex());
        return Answer.of(answer, () -> out + ": " + report.length + " bytes");
    }
}
