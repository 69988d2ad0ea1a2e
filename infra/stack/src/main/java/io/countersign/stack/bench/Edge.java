package io.countersign.stack.bench;

import io.countersign.stack.MeasuredStack;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/** command-service as its callers have it: JSON over HTTP with a bearer token and an Idempotency-Key. */
final class Edge {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final MeasuredStack stack;
    private final String token;
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong key = new AtomicLong();
    private final String run = UUID.randomUUID().toString();
    private final List<String> items;

    /** @param items the items to complete in each deployment */
    Edge(MeasuredStack stack, List<String> items) throws IOException {
        this.stack = stack;
        this.items = List.copyOf(items);
        token = stack.token("devops");
        try (var wire = wire()) {
            post(wire, "/api/v1/checklists", Map.of("name", Workload.CHECKLIST + ".md", "markdown",
                    Base64.getEncoder().encodeToString(Workload.markdown())));
        }
    }

    /** Opens deployments whose items will be completed. */
    void open(int count, int connections) throws Exception {
        var left = new AtomicLong(count);
        var wires = wires(connections);
        try {
            List<Thread> threads = new ArrayList<>();
            List<String> opened = java.util.Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < connections; i++) {
                threads.add(Thread.startVirtualThread(() -> {
                    while (left.getAndDecrement() > 0) {
                        use(wires, wire -> opened.add(JSON.readTree(post(wire, "/api/v1/deployments",
                                Map.of("checklist", Workload.CHECKLIST, "system", "claims", "environment", "staging",
                                        "release", "2026.1.0")))
                                .path("deployment").asString()));
                    }
                }));
            }
            for (var thread : threads) {
                thread.join();
            }
            items.forEach(item -> opened.forEach(d -> waiting.add("/api/v1/deployments/" + d + "/items/" + item
                    + "/complete")));
        } finally {
            close(wires);
        }
    }

    /** Receipts per second. */
    double complete(int connections, Duration time) throws IOException {
        var wires = wires(connections);
        try {
            return Load.perSecond(connections, time, () -> {
                var path = waiting.poll();
                if (path == null) {
                    throw new Load.Enough();
                }
                use(wires, wire -> {
                    var answer = post(wire, path, Map.of("note", "Done."));
                    if (!answer.contains("c2sp.org/tlog-proof")) {
                        throw new IOException("no receipt: " + answer);
                    }
                });
            });
        } finally {
            close(wires);
        }
    }

    private interface Use {
        void of(Wire wire) throws IOException;
    }

    private static void use(BlockingQueue<Wire> wires, Use use) {
        try {
            var wire = wires.take();
            try {
                use.of(wire);
            } finally {
                wires.add(wire);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private BlockingQueue<Wire> wires(int count) throws IOException {
        BlockingQueue<Wire> wires = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) {
            wires.add(wire());
        }
        return wires;
    }

    private static void close(BlockingQueue<Wire> wires) throws IOException {
        for (var wire : wires) {
            wire.close();
        }
    }

    private Wire wire() throws IOException {
        return new Wire(stack.commandPort());
    }

    private String post(Wire wire, String path, Map<String, ?> body) throws IOException {
        return wire.post(path, token, run + "-" + key.incrementAndGet(), JSON.writeValueAsBytes(body));
    }
}
