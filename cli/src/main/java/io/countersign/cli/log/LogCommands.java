package io.countersign.cli.log;

import picocli.CommandLine.Command;

/** The log that everything stands on. */
@Command(name = "log", description = "Read the log itself: checkpoint, proofs, entries, keys; rotate its key.", subcommands = {
    ShowCheckpoint.class, ShowProof.class, ShowConsistency.class, ShowEntry.class, Tail.class, ShowKeys.class,
    RotateKey.class})
public final class LogCommands {}
