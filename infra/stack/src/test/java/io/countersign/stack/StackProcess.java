package io.countersign.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.local.Patience;
import io.countersign.local.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code countersign up --empty}, ready; closing it stops it. */
record StackProcess(Path data, @Nullable Process process) implements AutoCloseable {

    /** No stack of our own. */
    static final StackProcess NONE = new StackProcess(Path.of("none"), null);

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    static StackProcess start(Path directory) throws IOException {
        Path data = directory.resolve("data");
        Path output = directory.resolve("output.log");
        Process process = new ProcessBuilder(Installation.java(), "-Xmx128m", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Dcountersign.home=" + Path.of("../..").toAbsolutePath().normalize(), "-jar",
                "target/infra-stack.jar", "up", "--empty", "--data", data.toString(), "--port",
                Integer.toString(freeRange()))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.to(output.toFile())).start();
        Patience.until(PATIENCE, "up is ready", () -> !process.isAlive() || Files.exists(data.resolve("stack.json")));
        assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
        return new StackProcess(data, process);
    }

    private static int freeRange() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int first = Ports.free();
            if (first <= 65_531 && Ports.isFree(first + 1) && Ports.isFree(first + 2) && Ports.isFree(first + 3)
                    && Ports.isFree(first + 4)) {
                return first;
            }
        }
        throw new AssertionError("no five free ports in a row");
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (process.waitFor(60, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
