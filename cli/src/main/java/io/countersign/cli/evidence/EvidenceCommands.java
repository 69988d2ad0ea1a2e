package io.countersign.cli.evidence;

import picocli.CommandLine.Command;

/** Evidence packs. */
@Command(name = "evidence", description = "Export evidence packs; verify them with: countersign verify.", subcommands = Export.class)
public final class EvidenceCommands {}
