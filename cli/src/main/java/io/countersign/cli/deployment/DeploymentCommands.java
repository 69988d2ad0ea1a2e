package io.countersign.cli.deployment;

import picocli.CommandLine.Command;

/** Deployments as a population; what concerns one of them stands at the top level. */
@Command(name = "deployment", description = "Open, list and export deployments.", subcommands = {Open.class,
    ListDeployments.class, ExportMarkdown.class})
public final class DeploymentCommands {}
