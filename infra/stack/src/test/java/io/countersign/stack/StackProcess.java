package io.countersign.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.local.Patience;
import io.countersign.local.Ports;
import io.countersign.local.TestParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code countersign up --empty} as people run it, on the programs that were just built. */
record StackProcess(Path directory, int port, Process process) {

    static final Duration PATIENCE = Duration.ofSeconds(300);

    private static @Nullable StackProcess one;

    /** One that is ready, on a directory that goes with this JVM, for all classes of tests until one of them stops it; then the next has a new one. */
    static synchronized StackProcess shared() throws IOException {
        if (one != null && one.process.isAlive()) {
            return one;
        }
        StackProcess started = start(TestParts.directory("stack"), freeRange());
        Runtime.getRuntime().addShutdownHook(new Thread(started::end));
        started.awaitReady();
        one = started;
        return started;
    }

    /** Starts it, and does not wait. */
    static StackProcess start(Path directory, int port) throws IOException {
        ProcessBuilder up = new ProcessBuilder(Installation.java(), "-Xmx128m", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Dcountersign.home=" + Path.of("../..").toAbsolutePath().normalize(), "-jar",
                "target/infra-stack.jar", "up", "--empty", "--data", directory.resolve("data").toString(), "--port",
                Integer.toString(port)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(directory.resolve("output").toFile()));
        // all its JVMs: none of them lives long enough for optimized code to pay
        up.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        return new StackProcess(directory, port, up.start());
    }

    /** Its data directory. */
    Path data() {
        return directory.resolve("data");
    }

    /** What it has printed. */
    String output() throws IOException {
        return Files.readString(directory.resolve("output"));
    }

    /** What it wrote for others when it was ready. */
    JsonNode awaitReady() throws IOException {
        Patience.until(PATIENCE, "up is ready", () -> !process.isAlive() || saysReady());
        assertThat(process.isAlive()).as(output()).isTrue();
        return JsonMapper.shared().readTree(data().resolve("stack.json").toFile());
    }

    private boolean saysReady() {
        try {
            return output().contains("ready\n");
        } catch (IOException e) {
            return false;
        }
    }

    /** Stops it as people do; kills what does not heed that. */
    void end() {
        process.destroy();
        try {
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Five free ports in a row, of those that nothing else of a stack is given by chance. */
    private static int freeRange() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(10_000, 14_995);
            if (IntStream.range(first, first + 5).allMatch(Ports::isFree)) {
                return first;
            }
        }
        throw new AssertionError("no five free ports in a row");
    }
}
