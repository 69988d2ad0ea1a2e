package io.countersign.stack;

import io.countersign.local.Child;
import io.countersign.local.LocalFault;
import io.countersign.local.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** command-service or query-service in a JVM of its own. */
final class Service {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    // at its end a JVM that records its start takes some seconds more
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration GRACE_WHEN_RECORDING = Duration.ofSeconds(120);

    private final String name;
    private final Child process;
    private final String address;
    private final Path log;

    private Service(String name, Child process, String address, Path log) {
        this.name = name;
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /**
     * Starts it; {@link #awaitHealthy} tells when it serves.
     *
     * @param recordings where to record its start when it ends, or null to make use of a recording if there is one
     */
    static Service launch(String name, Installation installation, @Nullable Path recordings,
            Map<String, String> environment, String address, Path log, Running running) {
        var words = new ArrayList<>(List.of(Installation.java(), "-Xmx320m", "-Xss512k", "-XX:+UseSerialGC",
                "-XX:MaxDirectMemorySize=64m", "-XX:+ExitOnOutOfMemoryError"));
        words.addAll(installation.startOptions(name, recordings));
        words.addAll(List.of("-jar", installation.jar(name).toString()));
        var process = Child.start(name, words, environment, log, "TERM");
        running.add(Running.Layer.SERVICES, name, process.onExit(), () -> process.lastLines(12),
                () -> process.stop("TERM", recordings == null ? GRACE : GRACE_WHEN_RECORDING));
        return new Service(name, process, address, log);
    }

    String address() {
        return address;
    }

    /** Returns once {@code /health} says so; fails if it has died or two minutes were not enough, with what it said last. */
    void awaitHealthy(HttpClient client, Running running) {
        var health = HttpRequest.newBuilder(URI.create(address + "/health")).timeout(Duration.ofSeconds(10)).build();
        var said = new AtomicReference<>("It does not answer");
        // that it has died is noticed by running, which knows why
        var healthy = Patience.waited(PATIENCE,
                () -> running.hasFault() || running.isStopping() || isHealthy(client, health, said));
        running.requireAlive();
        if (!healthy) {
            throw new LocalFault(name + " does not become healthy at " + address + "/health within "
                    + PATIENCE.toSeconds() + " s. " + said.get() + "; its log is " + log + ".");
        }
    }

    private static boolean isHealthy(HttpClient client, HttpRequest request, AtomicReference<String> said) {
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            said.set("It says: " + answer.body());
            return answer.statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
