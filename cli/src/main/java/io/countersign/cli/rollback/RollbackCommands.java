package io.countersign.cli.rollback;

import picocli.CommandLine.Command;

/** The way back. */
@Command(name = "rollback", description = "Roll a deployment back: declare or decline, step by step, verify.", subcommands = {
    Declare.class, Decline.class, Step.class, VerifyRollback.class})
public final class RollbackCommands {}
