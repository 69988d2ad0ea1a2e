package io.countersign.stack.bench;

import io.countersign.stack.MeasuredStack;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * command-service as its callers have it: JSON over HTTP with a bearer token and an Idempotency-Key, on connections that are kept. What is measured is
 * what is measured in process: each command is the first about an item of its deployment.
 */
final class Edge implements AutoCloseable {
    private static final int CONNECTIONS = 64;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String token;
    private final String item;
    private final Queue<Wire> free = new ConcurrentLinkedQueue<>();
    private final Queue<String> opened = new ConcurrentLinkedQueue<>();
    private final AtomicLong key = new AtomicLong();
    private final String run = UUID.randomUUID().toString();

    /** @param item the one to complete in each deployment */
    Edge(MeasuredStack stack, String item) throws IOException {
        this.item = item;
        token = stack.token("devops");
        for (int i = 0; i < CONNECTIONS; i++) {
            free.add(new Wire(stack.commandPort()));
        }
        post(free.element(), "/api/v1/checklists", Map.of("name", Workload.CHECKLIST + ".md", "markdown",
                Base64.getEncoder().encodeToString(Workload.markdown())));
    }

    /** Opens deployments whose item will be completed; those that are left from before are not. */
    void open(int count) {
        opened.clear();
        var left = new AtomicInteger(count);
        perSecond(PATIENCE, wire -> {
            if (left.getAndDecrement() <= 0) {
                throw new Load.Enough();
            }
            opened.add(JSON.readTree(post(wire, "/api/v1/deployments",
                    Map.of("checklist", Workload.CHECKLIST, "system", "claims", "environment", "staging",
                            "release", "2026.1.0")))
                    .path("deployment").asString());
        });
    }

    /** Receipts per second, until the time is up or no deployment is left. */
    double complete(Duration time) {
        return perSecond(time, wire -> {
            var deployment = opened.poll();
            if (deployment == null) {
                throw new Load.Enough();
            }
            var answer = post(wire, "/api/v1/deployments/" + deployment + "/items/" + item + "/complete",
                    Map.of("note", "Done."));
            if (!answer.contains("c2sp.org/tlog-proof")) {
                throw new IOException("no receipt: " + answer);
            }
        });
    }

    private interface Use {
        void of(Wire wire) throws IOException;
    }

    private double perSecond(Duration time, Use use) {
        return Load.perSecond(CONNECTIONS, time, Thread.ofPlatform().factory(), () -> {
            var wire = free.remove();
            try {
                use.of(wire);
            } finally {
                free.add(wire);
            }
        });
    }

    private String post(Wire wire, String path, Map<String, ?> body) throws IOException {
        return wire.post(path, token, run + "-" + key.incrementAndGet(), JSON.writeValueAsBytes(body));
    }

    @Override
    public void close() throws IOException {
        for (var wire : free) {
            wire.close();
        }
    }
}
