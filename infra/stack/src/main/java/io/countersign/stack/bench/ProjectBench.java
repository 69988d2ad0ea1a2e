package io.countersign.stack.bench;

import io.countersign.local.Patience;
import io.countersign.stack.MeasuredStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** How fast query-service takes entries in, verified and projected, and builds its views anew. */
final class ProjectBench {
    private static final long ENTRIES = 80_000;
    private static final int SIDE_BY_SIDE = 250;
    private static final int EACH = 1_000;
    private static final int REBUILDS = 3;
    private static final double ASKED = 20_000;

    private final Path directory;
    private final Consumer<String> progress;

    ProjectBench(Path directory, Consumer<String> progress) {
        this.directory = directory;
        this.progress = progress;
    }

    List<Row> run() throws Exception {
        progress.accept("starting PostgreSQL, Kafka and command-service …");
        try (var stack = MeasuredStack.start(directory.resolve("stack"))) {
            stack.startCommandService();
            var appended = append(stack);
            var intake = new Rounds();
            intake.add(takeIn(stack), appended);
            var rebuilt = new Rounds();
            for (int i = 0; i < REBUILDS; i++) {
                rebuilt.add(rebuild(stack), ASKED);
            }
            return List.of(
                    Row.atLeast(1.0, "intake, verified and projected", "entries/s",
                            "receipts over HTTP, 64 connections",
                            intake, "processor: reading and checking each entry, and PostgreSQL's index inserts"),
                    Row.atLeast(1.0, "rebuild of all views from entry 0", "entries/s", "what is asked for", rebuilt,
                            "processor: reading entries from the mirror, counting items, writing rows with COPY"));
        }
    }

    /** Measures the appending over HTTP and leaves a log to be taken in. */
    private double append(MeasuredStack stack) throws Exception {
        try (var node = Node.open(stack.ledgerOwner(), stack.ledger(), stack.origin(), stack.keys())) {
            var work = new Workload(node);
            progress.accept("receipts over HTTP …");
            var appended = 0.0;
            try (var edge = new Edge(stack, work.items().getFirst())) {
                for (int i = 0; i < 2; i++) {
                    edge.open(EACH);
                    appended = edge.complete(Duration.ofSeconds(4));
                }
            }
            progress.accept("filling the log to " + ENTRIES + " entries …");
            work.fill(ENTRIES - node.store.log().size(), SIDE_BY_SIDE);
            var size = node.store.log().size();
            Patience.until(Duration.ofMinutes(2), "all entries are published", () -> stack.published() >= size);
            return appended;
        }
    }

    /** Entries per second from the moment a quarter of them are in, when the service has warmed up. */
    private double takeIn(MeasuredStack stack) throws Exception {
        progress.accept("intake …");
        var total = stack.published();
        var starting = Thread.ofPlatform().daemon().start(stack::startQueryService);
        Patience.until(Duration.ofMinutes(2), "the intake begins", () -> mirrored(stack) >= total / 4);
        var from = mirrored(stack);
        var start = System.nanoTime();
        Patience.until(Duration.ofMinutes(5), "all entries are taken in", () -> mirrored(stack) >= total);
        var rate = (total - from) * 1e9 / (System.nanoTime() - start);
        starting.join();
        return rate;
    }

    private static long mirrored(MeasuredStack stack) {
        try (Connection connection = stack.views().connect();
                var query = connection.prepareStatement("select size from mirror.head");
                var rows = query.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException e) {
            return 0; // not made yet
        }
    }

    private double rebuild(MeasuredStack stack) throws Exception {
        progress.accept("rebuild …");
        var entries = mirrored(stack);
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + stack.queryPort() + "/api/v1/views/rebuild"))
                    .timeout(Duration.ofMinutes(10)).header("Authorization", "Bearer " + stack.token("devops"))
                    .POST(HttpRequest.BodyPublishers.noBody()).build();
            var start = System.nanoTime();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("rebuild: " + answer.statusCode() + " " + answer.body());
            }
            return entries * 1e9 / (System.nanoTime() - start);
        }
    }
}
