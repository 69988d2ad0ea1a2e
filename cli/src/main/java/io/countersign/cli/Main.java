package io.countersign.cli;

import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the {@code countersign} command begins and ends. */
public final class Main {

    private static final int HELP_WIDTH = 80;

    /** The parser's word for what is none. */
    private static final Pattern NO_NUMBER = Pattern.compile(" is not an? (?:int|long)$");

    private static final Failure GARBLED = Failure.usage(
            "an argument has letters that this locale cannot express; set LC_ALL=C.UTF-8 and try again");

    private Main() {}

    public static void main(String[] args) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        int exit = run(args, out, err);
        out.flush();
        err.flush();
        System.exit(exit);
    }

    /** Runs one command in this process, with its environment and directory, and answers with its exit code. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, new Surroundings(out, err, System.getenv(), InstantSource.system(), Path.of("")));
    }

    /** Runs one command in surroundings of the caller's making. */
    static int run(String[] args, Surroundings surroundings) {
        CommandLine line = new CommandLine(new Countersign(surroundings));
        Commands.among(args).forEach((name, command) -> line.addSubcommand(name, command.get()));
        line.setExpandAtFiles(false);
        line.setUsageHelpWidth(HELP_WIDTH);
        boolean json = Arrays.asList(args).contains("--json");
        Failures failures = new Failures(surroundings, json);
        line.setOut(writer(surroundings.out()));
        line.setErr(writer(surroundings.err()));
        line.setParameterExceptionHandler((e, _) -> failures.tell(usage(e)));
        line.setExecutionExceptionHandler((e, _, _) -> failures.tell(failure(e)));
        return garbled(args) ? failures.tell(GARBLED) : line.execute(args);
    }

    /** A locale that is not UTF-8 turns other letters into U+FFFD before we see them; what is sealed cannot be corrected. */
    private static boolean garbled(String[] args) {
        return Arrays.stream(args).anyMatch(arg -> arg.indexOf('\uFFFD') >= 0);
    }

    private static Failure usage(ParameterException e) {
        StringBuilder text = new StringBuilder(
                NO_NUMBER.matcher(String.valueOf(e.getMessage())).replaceFirst(" is no whole number"));
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()) {
            text.append("; did you mean ").append(String.join(", ", unmatched.getSuggestions())).append('?');
        }
        return Failure.usage(text + " (see: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help)");
    }

    private static Failure failure(Exception e) {
        return switch (e) {
            case Failure failure -> failure;
            case ParameterException usage -> usage(usage);
            case NoSuchFileException io -> Failure.local("there is no file or directory " + io.getFile());
            case AccessDeniedException io -> Failure.local(io.getFile() + " may not be read or written");
            case FileSystemException io -> Failure.local("cannot read or write " + io.getMessage());
            case IOException io -> Failure.local("input or output failed: " + io.getMessage());
            default -> Failure.local("a fault of the command itself, please report it: " + e);
        };
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
