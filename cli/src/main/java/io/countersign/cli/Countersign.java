package io.countersign.cli;

import io.countersign.cli.session.Options;
import io.countersign.cli.session.Surroundings;
import io.countersign.cli.session.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command itself: it only holds what every command takes. */
@Command(name = "countersign", header = "The deployment ledger that an auditor can verify without trusting its operators.", synopsisSubcommandLabel = "COMMAND", sortOptions = false, commandListHeading = "%nCommands (each with --help):%n", footer = {
    "", "Of the launcher script, for this machine's own stack:",
    "  up           Start everything on this machine, in the foreground.",
    "  bench        Measure what appending, verifying and projecting cost here.", "",
    "Exit codes: 0 done, 1 failed, 2 usage, 4 gate not satisfied, 5 verification failed."})
final class Countersign implements Verb.Root {

    @Mixin
    private final Options options = new Options();

    private final Surroundings surroundings;

    Countersign(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Options options() {
        return options;
    }

    @Override
    public Surroundings surroundings() {
        return surroundings;
    }
}
