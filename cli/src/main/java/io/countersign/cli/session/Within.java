package io.countersign.cli.session;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of many are listed: those of a system, of an environment, of a period. What of each lies in the period is the command's to say. */
public final class Within {

    @Option(names = "--system", paramLabel = "S", description = "Of this system.")
    private @Nullable String system;

    @Option(names = "--environment", paramLabel = "E", description = "In this environment.")
    private @Nullable String environment;

    @Option(names = "--from", paramLabel = "TIME", description = "At this instant or later.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before this instant.")
    private @Nullable String to;

    public Address to(Address address) {
        return address.with("system", system).with("environment", environment)
                .with("from", Moments.instant("--from", from)).with("to", Moments.instant("--to", to));
    }
}
