package io.countersign.cli.rollback;

import picocli.CommandLine.Command;

/** The way back. */
@Command(name = "rollback", description = "Roll a deployment back: recommend, declare or decline, step by step, verify, look back.", subcommands = {
    Recommend.class, Declare.class, Decline.class, Step.class, VerifyRollback.class, Incident.class, PostMortem.class})
public final class RollbackCommands {}
