package io.countersign.cli.report;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Moments;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin
    private ReportFile file = new ReportFile();

    @Override
    protected Answer run(Session session) throws IOException {
        Address address = Address.of("/api/v1/reports/maintenance").with("system", system)
                .with("environment", environment).with("from", Moments.instant("--from", from))
                .with("to", Moments.instant("--to", to));
        return file.write(address, Json.object().put("report", "maintenance").put("system", system).put("environment",
                environment), session);
    }
}
