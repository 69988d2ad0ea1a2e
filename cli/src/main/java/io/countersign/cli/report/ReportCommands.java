package io.countersign.cli.report;

import picocli.CommandLine.Command;

/** Reports, each by its name. */
@Command(name = "report", description = "Write a report.", subcommands = {DeploymentReport.class,
    MaintenanceReport.class})
public final class ReportCommands {}
