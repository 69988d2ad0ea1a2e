package io.countersign.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A database cluster on the disk: made by {@code initdb}, and freed from whatever the last server left behind. */
final class PostgresDirectory {
    private final Path data;
    private final PostgresBinaries binaries;

    PostgresDirectory(Path data, PostgresBinaries binaries) {
        this.data = data;
        this.binaries = binaries;
    }

    /** Makes the cluster unless it is there; one that was left half made is made again. */
    void initialise(String superuserPassword) {
        var made = data.resolveSibling("initialised");
        if (Files.exists(made)) {
            return;
        }
        var passwordFile = data.resolveSibling("superuser.password");
        try {
            Trees.delete(data);
            Files.writeString(passwordFile, superuserPassword);
            var output = run(List.of(binaries.program("initdb"), "-D", data.toString(), "-U", LocalPostgres.SUPERUSER,
                    "-A", "scram-sha-256", "--pwfile", passwordFile.toString(), "-E", "UTF8", "--locale=C",
                    "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums"));
            if (output != null) {
                throw new LocalFault("PostgreSQL cannot make its database in " + data + ": " + output);
            }
            Files.createFile(made);
        } catch (IOException e) {
            throw new LocalFault("PostgreSQL cannot make its database in " + data + ": " + LocalFault.why(e) + ".", e);
        } finally {
            Trees.delete(passwordFile);
        }
    }

    /** Null if the program succeeded, else what it said. */
    private static @Nullable String run(List<String> program) throws IOException {
        var words = new ArrayList<>(Child.unprivileged());
        words.addAll(program);
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "it took longer than 60 s.";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        return process.exitValue() == 0 ? null : output;
    }

    /**
     * Deals with {@code postmaster.pid} of a server that did not stop in order. The number in it may by now belong to a zombie or to a
     * stranger's process, which PostgreSQL would take for a running server and refuse to start; a server of this very directory that
     * still runs is stopped.
     */
    void freeFromFormerServer() {
        var file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        try {
            var first = Files.readAllLines(file).stream().findFirst().orElse("").strip();
            if (first.matches("\\d+") && isServerHere(Long.parseLong(first))) {
                stop(Long.parseLong(first));
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LocalFault("Cannot read " + file + ": " + LocalFault.why(e) + ".", e);
        }
    }

    private void stop(long server) {
        for (var signal : List.of("INT", "QUIT", "KILL")) {
            Child.signal(server, signal);
            if (Patience.waited(Duration.ofSeconds(10), () -> !isServerHere(server))) {
                return;
            }
        }
        throw new LocalFault("A PostgreSQL server (process " + server + ") still runs on " + data
                + " and cannot be stopped; stop it and try again.");
    }

    private boolean isServerHere(long pid) {
        var process = Path.of("/proc", Long.toString(pid));
        try {
            var words = List.of(Files.readString(process.resolve("cmdline")).split("\0"));
            return !FormerProcess.isZombie(pid) && words.getFirst().endsWith("postgres")
                    && words.contains(data.toString());
        } catch (IOException e) {
            return false; // there is no such process
        }
    }
}
