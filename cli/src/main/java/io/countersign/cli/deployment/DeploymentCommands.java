package io.countersign.cli.deployment;

import picocli.CommandLine.Command;

/** Deployments as a population; what concerns one of them stands at the top level. */
@Command(name = "deployment", description = "Open and list deployments.", subcommands = {Open.class,
    ListDeployments.class})
public final class DeploymentCommands {}
