package io.countersign.stack;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Main class of the launcher's JVM; everything else that {@code countersign} can do is the cli's. */
@Command(name = "countersign", description = "The deployment ledger that an auditor can verify.", subcommands = {
    Up.class, Train.class}, mixinStandardHelpOptions = true)
public final class Stack {
    private Stack() {}

    public static void main(String[] arguments) {
        // before the first logger: Kafka's client would say a lot
        System.setProperty("logback.configurationFile", "io/countersign/local/quiet-logback.xml");
        System.exit(new CommandLine(new Stack()).execute(arguments));
    }
}
