package io.countersign.stack.bench;

import io.countersign.events.LedgerEvent;
import io.countersign.ledger.note.KeyFile;
import io.countersign.local.Database;
import io.countersign.local.LocalPostgres;
import io.countersign.stack.MeasuredStack;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** How fast decisions are made and sealed. */
final class AppendBench {
    private static final int CALLERS = 256;
    private static final int ROUNDS = 11;
    private static final int EARLIER = 700;
    private static final int BULKS = 4;
    /** Until a service would be at its steady pace: its methods compiled, its memory in use. */
    private static final Duration WARM = Duration.ofSeconds(25);
    /** The same for the service, whose HTTP edge is much code that each request runs once: some 100,000 requests. */
    private static final Duration WARM_OVER_HTTP = Duration.ofSeconds(120);
    private static final Duration TURN = Duration.ofMillis(1500);
    private static final Duration SHORT = Duration.ofMillis(750);

    private final Path directory;
    private final Consumer<String> progress;
    private final Rounds plain = new Rounds();
    private final Rounds naive = new Rounds();
    private final Rounds loaded = new Rounds();
    private final Rounds bulk = new Rounds();
    private final Rounds single = new Rounds();
    private Meters meters = new Meters(0);

    private static final class Meters {
        final Meter fresh;
        final Meter loaded;
        final Meter plain;
        final Meter naive;
        final Meter bulk;
        final Meter many;

        Meters(long postgres) {
            fresh = new Meter(postgres);
            loaded = new Meter(postgres);
            plain = new Meter(postgres);
            naive = new Meter(postgres);
            bulk = new Meter(postgres);
            many = new Meter(postgres);
        }
    }

    AppendBench(Path directory, Consumer<String> progress) {
        this.directory = directory;
        this.progress = progress;
    }

    /** @param growTo entries to grow the log to for the growth rows; 0 leaves these out; @param overHttp whether the service is measured, too */
    List<Row> run(long growTo, boolean overHttp) throws Exception {
        var rows = new ArrayList<Row>();
        progress.accept("starting PostgreSQL …");
        try (var postgres = LocalPostgres.start(directory.resolve("engine"))) {
            postgres.createRole("command_service");
            var owner = postgres.createDatabase("ledger", "ledger_owner");
            var service = postgres.entrance(owner, "command_service");
            meters = new Meters(postgres.pid());
            try (var node = Node.open(owner, service, "countersign.bench/engine",
                    KeyFile.generateWithSecret(new SecureRandom()))) {
                var work = new Workload(node);
                var caller = new Caller(node, work);
                rows.addAll(engine(caller, owner, postgres.createDatabase("yardstick", "ledger_owner")));
                if (overHttp) {
                    rows.add(http(caller));
                }
            }
            if (growTo > 0) {
                rows.addAll(new GrowthBench(postgres, progress).run(growTo));
            }
        }
        return rows;
    }

    private List<Row> engine(Caller caller, Database owner, Database yardstick) throws Exception {
        var node = caller.node;
        var work = caller.work;
        progress.accept("warming up …");
        Load.perSecond(1, TURN, () -> work.append(work.completions(Workload.AT_ONCE), true));
        var rate = 0.0;
        for (var left = WARM; left.isPositive(); left = left.minus(TURN)) {
            rate = caller.newDeployments(TURN, work.open(10_000));
        }
        work.append(work.completions(Workload.AT_ONCE), true);
        var from = node.store.log().size() - Workload.AT_ONCE;
        try (var ledger = owner.connect();
                var yardsticks = new Yardsticks(yardstick, node.store.log(), ledger, from,
                        Workload.AT_ONCE)) {
            var earlier = work.openWithHistory(EARLIER);
            Load.perSecond(CALLERS, SHORT, yardsticks::plain);
            Load.perSecond(CALLERS, SHORT, yardsticks::naive);
            caller.earlier(earlier, TURN);
            for (int round = 1; round <= ROUNDS; round++) {
                progress.accept("round " + round + " of " + ROUNDS + " …");
                round(caller, yardsticks, earlier, rate, round % 2 == 0);
            }
            var sample = yardsticks.sample();
            return List.of(
                    Row.atLeast(1.0, "decided and sealed, 256 callers, new deployments", "/s",
                            "plain: each row inserted and committed by itself", plain,
                            "processor: " + meters.fresh.spent() + " for a command, " + meters.plain.spent()
                                    + " for a plain row (" + sample + ")"),
                    Row.atLeast(5.0, "decided and sealed, 256 callers, new deployments", "/s",
                            "naive: lock the head, hash, insert, commit", naive,
                            "the yardstick, by its fsync and four round trips for each entry in turn: "
                                    + meters.naive.spent()),
                    Row.atLeast(0.6, "the same on deployments of 50 events", "/s", "the same on new deployments",
                            loaded,
                            "processor: " + meters.loaded.spent()
                                    + "; 50 events are folded into a state for each decision"),
                    Row.atLeast(0.7, "bulk append, 2,000 at a time", "entries/s",
                            "the same rows by one multi-row insert",
                            bulk,
                            "PostgreSQL's index inserts: " + meters.bulk.spent() + " for an entry, "
                                    + meters.many.spent()
                                    + " for the yardstick's"),
                    Row.atMost(2.5, "one caller, command to receipt, median", "ms", "plain insert and commit", single,
                            "round trips and an Ed25519 signature for each commit"));
        }
    }

    /** @param plainFirst what comes first finds the disk still busy with the deployments that were opened */
    private void round(Caller caller, Yardsticks yardsticks, List<String> earlier, double rate, boolean plainFirst)
            throws Exception {
        var work = caller.work;
        var opened = work.open(enough(rate));
        var before = plainFirst ? plain(yardsticks) : 0;
        var fresh = meters.fresh.of(() -> caller.newDeployments(TURN, opened));
        plain.add(fresh, plainFirst ? before : plain(yardsticks));
        naive.add(fresh, meters.naive.of(() -> Load.perSecond(CALLERS, SHORT, yardsticks::naive)));
        loaded.add(meters.loaded.of(() -> caller.earlier(earlier, TURN)), fresh);
        var events = work.completions(BULKS * Workload.AT_ONCE);
        bulk.add(meters.bulk.of(() -> bulk(work, events)), meters.many.of(
                () -> perSecond(BULKS, Workload.AT_ONCE, () -> yardsticks.many(Workload.AT_ONCE))));
        single.add(caller.oneByOne(SHORT), Load.medianMillis(SHORT, yardsticks::plain));
    }

    private double plain(Yardsticks yardsticks) throws Exception {
        return meters.plain.of(() -> Load.perSecond(CALLERS, TURN, yardsticks::plain));
    }

    private static double bulk(Workload work, List<LedgerEvent> events) throws Exception {
        var next = new AtomicInteger();
        return perSecond(BULKS, Workload.AT_ONCE, () -> {
            var from = next.getAndAdd(Workload.AT_ONCE);
            work.append(events.subList(from, from + Workload.AT_ONCE), true);
        });
    }

    private static double perSecond(int times, int entries, Load.Call call) throws Exception {
        var start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            call.run();
        }
        return times * (double) entries * 1e9 / (System.nanoTime() - start);
    }

    /** Callers of the engine, through the command gateway. */
    private static final class Caller {
        private final Node node;
        private final Workload work;
        private final String item;
        private final AtomicInteger turn = new AtomicInteger();

        Caller(Node node, Workload work) {
            this.node = node;
            this.work = work;
            this.item = work.items().getFirst();
        }

        /** Every command is the first about an item of its deployment. */
        double newDeployments(Duration time, List<String> opened) {
            Queue<String> waiting = new ConcurrentLinkedQueue<>(opened);
            return Load.perSecond(CALLERS, time, () -> {
                var deployment = waiting.poll();
                if (deployment == null) {
                    throw new Load.Enough();
                }
                receipt(work.complete(deployment, item));
            });
        }

        /** Every command completes another item of a deployment with 50 events. */
        double earlier(List<String> deployments, Duration time) {
            return Load.perSecond(CALLERS, time, () -> {
                var n = turn.getAndIncrement();
                var at = 1 + n / deployments.size();
                if (at >= work.items().size()) {
                    throw new Load.Enough();
                }
                receipt(work.complete(deployments.get(n % deployments.size()), work.items().get(at)));
            });
        }

        double oneByOne(Duration time) {
            Queue<String> waiting = new ConcurrentLinkedQueue<>(work.open((int) time.toMillis() * 5));
            return Load.medianMillis(time, () -> receipt(work.complete(waiting.remove(), item)));
        }

        private void receipt(io.countersign.command.axon.Outcome.Sealed sealed) {
            var _ = node.store.receipts().take(sealed.command()).orElseThrow();
        }
    }

    /** The service, in turns with the same decisions in process; these keep their own database, which rests meanwhile. */
    private Row http(Caller caller) throws Exception {
        progress.accept("starting the service …");
        try (var stack = MeasuredStack.start(directory.resolve("stack"))) {
            stack.startCommandService();
            progress.accept("receipts over HTTP …");
            try (var edge = new Edge(stack, caller.item)) {
                var rate = 0.0;
                for (var start = System.nanoTime(); System.nanoTime() - start < WARM_OVER_HTTP.toNanos();) {
                    rate = overHttp(edge, rate);
                }
                var rounds = new Rounds();
                for (int round = 1; round <= ROUNDS; round++) {
                    var opened = caller.work.open(enough(plain.ours()));
                    var inProcess = caller.newDeployments(TURN, opened);
                    rounds.add(overHttp(edge, rate), inProcess);
                }
                return Row.atLeast(0.3, "receipts over HTTP, authenticated, 64 connections", "/s",
                        "decided and sealed in process", rounds,
                        "processor: the HTTP edge, the publication to Kafka and this client share it");
            }
        }
    }

    private static double overHttp(Edge edge, double expected) {
        edge.open(enough(expected));
        return edge.complete(TURN);
    }

    /** Deployments that will do for a turn. @param expected commands per second */
    private static int enough(double expected) {
        return (int) (2 * expected * TURN.toMillis() / 1000) + 500;
    }
}
