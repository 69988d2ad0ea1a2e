package io.countersign.cli.report;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "deployment", description = "Everything about one deployment, now or as it was.", sortOptions = false)
final class DeploymentReport extends Verb {

    @Parameters(index = "0", arity = "0..1", paramLabel = "D", description = "The deployment's id; or --deployment.")
    private @Nullable String positional;

    @Option(names = "--deployment", paramLabel = "D")
    private @Nullable String named;

    @Mixin
    private ReportFile file = new ReportFile();

    @Override
    protected Answer run(Session session) throws IOException {
        String deployment = positional == null ? named : positional;
        if (deployment == null || (positional != null && named != null)) {
            throw Failure.usage("name one deployment: report deployment D");
        }
        return file.write(Address.of("/api/v1/reports/deployment").with("deployment", deployment),
                Json.object().put("report", "deployment").put("deployment", deployment), session);
    }
}
