package io.countersign.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as people and scripts run it on a data directory, only without a JVM of its own each time. */
record Shell(Path data) {

    /** One run: its exit code and the one JSON document it printed. */
    record Ran(int exit, JsonNode json) {}

    /** Runs a command as one of the local identities. */
    Ran run(String role, String... command) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of("--json", "--data", data.toString(), "--as", role));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(args.toArray(String[]::new), stream(out), stream(err));
        String printed = out.toString(StandardCharsets.UTF_8);
        assertThat(printed).as("%s prints one document; said %s", args, err).startsWith("{").endsWith("}\n");
        return new Ran(exit, JsonMapper.shared().readTree(printed));
    }

    /** Runs a command that must succeed. */
    JsonNode done(String role, String... command) {
        Ran ran = run(role, command);
        assertThat(ran.exit()).as("%s as %s: %s", String.join(" ", command), role, ran.json()).isZero();
        return ran.json();
    }

    /** Runs a command that must be refused by a rule. */
    JsonNode refused(String role, int exit, String rule, String... command) {
        Ran ran = run(role, command);
        assertThat(ran.json().path("rule").asString("")).as("%s as %s: %s", String.join(" ", command), role, ran.json())
                .isEqualTo(rule);
        assertThat(ran.exit()).isEqualTo(exit);
        return ran.json();
    }

    /** The position of a write's receipt. */
    static long position(JsonNode written) {
        assertThat(written.path("receipt").path("proof").asString("")).startsWith("c2sp.org/tlog-proof@v1\n");
        return written.path("receipt").path("position").asLong();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
