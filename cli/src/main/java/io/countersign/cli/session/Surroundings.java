package io.countersign.cli.session;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the command gets from outside.
 *
 * @param out for the answer alone
 * @param err for progress, warnings and failures
 * @param directory what relative paths are relative to
 */
public record Surroundings(PrintStream out, PrintStream err, Map<String, String> environment, InstantSource clock,
        Path directory) {

    /** A variable of the environment; null when it is unset or blank. */
    @Nullable
    String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
