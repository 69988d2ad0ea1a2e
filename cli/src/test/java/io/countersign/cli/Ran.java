package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.cli.session.Json;
import io.countersign.cli.session.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One run of the command and all it printed. */
record Ran(int exit, String out, String err) {

    static Ran in(Path directory, Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T20:00:00Z"));
        int exit = Main.run(args, new Surroundings(stream(out), stream(err), environment, clock, directory));
        return new Ran(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Ran of(String... args) {
        return in(Path.of("target", "nowhere"), Map.of(), args);
    }

    /** The one document on standard output; fails when there is more, or none. */
    JsonNode json() {
        JsonNode document = Json.parse(out.getBytes(StandardCharsets.UTF_8));
        assertThat(document.isObject()).isTrue();
        return document;
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
