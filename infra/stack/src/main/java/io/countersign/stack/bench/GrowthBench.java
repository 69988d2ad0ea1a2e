package io.countersign.stack.bench;

import io.countersign.ledger.note.KeyFile;
import io.countersign.local.LocalPostgres;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** What an append and a proof cost in a small log and in a long one. The log is filled in bulk, with entries as real as any other. */
final class GrowthBench {
    private static final int SMALL = 10_000;
    private static final int CALLERS = 256;
    private static final int ROUNDS = 5;
    private static final Duration TURN = Duration.ofMillis(1500);
    private static final double MOST_MILLIS = 5;
    private static final long STEP = 250_000;

    private final LocalPostgres postgres;
    private final Consumer<String> progress;

    GrowthBench(LocalPostgres postgres, Consumer<String> progress) {
        this.postgres = postgres;
        this.progress = progress;
    }

    List<Row> run(long entries) {
        var owner = postgres.createDatabase("growth", "ledger_owner");
        var service = postgres.entrance(owner, "command_service");
        var smallOwner = postgres.createDatabase("small", "ledger_owner");
        var keys = KeyFile.generateWithSecret(new SecureRandom());
        try (var node = Node.open(owner, service, "countersign.bench/growth", keys);
                var beside = Node.open(smallOwner, postgres.entrance(smallOwner, "command_service"),
                        "countersign.bench/small", keys)) {
            var work = new Workload(node);
            var small = new Workload(beside);
            fill(node, work, entries);
            small.fill(SMALL, 50);
            micros(node, work);
            micros(beside, small);
            var growth = new Rounds();
            for (int round = 0; round < ROUNDS; round++) {
                growth.add(micros(node, work), micros(beside, small));
            }
            var proofs = new Rounds();
            proofs.add(proofMillis(node), MOST_MILLIS);
            return List.of(
                    Row.atMost(1.2, "an append in a log of " + node.store.log().size() + " entries", "us",
                            "an append in a log that began at " + SMALL, growth,
                            "index pages of random tags that are not in memory any more"),
                    Row.atMost(1.0, "a proof in that log, any position, median", "ms", "what is allowed", proofs,
                            "reading the entry, its checkpoint and one tile for each level"));
        }
    }

    private void fill(Node node, Workload work, long entries) {
        for (var size = node.store.log().size(); size < entries; size = node.store.log().size()) {
            var start = System.nanoTime();
            var some = Math.min(STEP, entries - size);
            work.fill(some, 100);
            progress.accept("%,d entries, %,.0f/s".formatted(size + some, some * 1e9 / (System.nanoTime() - start)));
        }
    }

    /** Microseconds that one of many commands takes of the machine's time. */
    private static double micros(Node node, Workload work) {
        Queue<String> waiting = new ConcurrentLinkedQueue<>(work.open(25_000));
        var item = work.items().getFirst();
        return 1e6 / Load.perSecond(CALLERS, TURN, () -> {
            var sealed = work.complete(waiting.remove(), item);
            var _ = node.store.receipts().take(sealed.command()).orElseThrow();
        });
    }

    private static double proofMillis(Node node) {
        var size = node.store.log().size();
        var random = new Random(1);
        return Load.medianMillis(Duration.ofSeconds(3), () -> {
            var _ = node.store.receipts().at(random.nextLong(size)).orElseThrow();
        });
    }
}
