package io.countersign.cli.checklist;

import picocli.CommandLine.Command;

/** The checklists that deployments follow. */
@Command(name = "checklist", description = "Import, export, list and show checklists.", subcommands = {Import.class,
    Export.class, ListChecklists.class, ShowChecklist.class, ProfileSchema.class})
public final class ChecklistCommands {}
