package io.countersign.cli.session;

import picocli.CommandLine.Parameters;

/** The deployment a command is about. */
public final class DeploymentRef {

    @Parameters(index = "0", paramLabel = "D", description = "The deployment's id.")
    @SuppressWarnings("NullAway.Init")
    private String id;

    public String id() {
        return id;
    }
}
