package io.countersign.cli.session;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command takes, before or after its name. */
public final class Options {

    @Option(names = "--json", scope = ScopeType.INHERIT, order = 100, description = "Print exactly one JSON document; a problem is one too.")
    boolean json;

    @Option(names = "--url", paramLabel = "URL", scope = ScopeType.INHERIT, order = 101, description = "The command-service or a gateway before both services; else $COUNTERSIGN_URL, else the local stack's.")
    @Nullable
    String url;

    @Option(names = "--query-url", paramLabel = "URL", scope = ScopeType.INHERIT, order = 102, description = "The query-service when --url is no gateway; else --url, else $COUNTERSIGN_QUERY_URL.")
    @Nullable
    String queryUrl;

    @Option(names = "--data", paramLabel = "DIR", scope = ScopeType.INHERIT, order = 103, description = "The local stack's directory, with its stack.json; else .countersign.")
    @Nullable
    Path data;

    @Option(names = "--as", paramLabel = "ROLE", scope = ScopeType.INHERIT, order = 104, description = {
        "A local identity: developer, reviewer, devops, security, compliance, auditor or pipeline.",
        "Without it $COUNTERSIGN_TOKEN speaks; without that, on a local stack, developer."})
    @Nullable
    String as;

    @Option(names = {"-h",
        "--help"}, usageHelp = true, scope = ScopeType.INHERIT, order = 105, description = "Print this help.")
    boolean help;

    public boolean json() {
        return json;
    }
}
