package io.countersign.command.store;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.countersign.command.publish.KafkaPublisher;
import io.countersign.local.Child;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A node in a JVM of its own, to be killed: it opens the ledger as every start does, publishes when it is its turn, and lets callers decide. What a
 * caller is told is a line of its output: {@code sealed <id> <position>} or {@code rejected <id>}, written before anything else happens.
 */
final class NodeProcess {

    private static final int CALLERS = 12;
    private static final int SYSTEMS = 5;

    private NodeProcess() {}

    static Child start(String name, Map<String, String> environment, Path log) {
        return Child.start(name, List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx160m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"), "-cp",
                System.getProperty("java.class.path"), NodeProcess.class.getName()), environment, log, "KILL");
    }

    static Map<String, String> environment(String url, String user, String password, String kafka, String topic) {
        return Map.of("NODE_URL", url, "NODE_USER", user, "NODE_PASSWORD", password, "NODE_KAFKA", kafka, "NODE_TOPIC",
                topic);
    }

    /** Runs until it is killed. */
    public static void main(String[] none) throws InterruptedException {
        HikariDataSource pool = patiently(
                () -> LedgerPool.open(env("NODE_URL"), env("NODE_USER"), env("NODE_PASSWORD")));
        LedgerStore store = patiently(() -> StoreFixture.open(pool, Integer.parseInt(env("NODE_MANY"))));
        KafkaPublisher publisher = new KafkaPublisher(store.log(), pool, env("NODE_KAFKA"), env("NODE_TOPIC"));
        store.onCommit(publisher::wake);
        publisher.start();
        EntryTable reads = new EntryTable(pool);
        for (int i = 0; i < CALLERS; i++) {
            int system = i % SYSTEMS;
            Thread.ofVirtual().start(() -> decideForEver(reads, store, system));
        }
        new CountDownLatch(1).await();
    }

    /** The server may be down, and will be back. */
    private static <T> T patiently(Supplier<T> opening) throws InterruptedException {
        while (true) {
            try {
                return opening.get();
            } catch (HikariPool.PoolInitializationException | StoreUnavailable | CompletionException _) {
                rest(100);
            }
        }
    }

    private static void decideForEver(EntryTable reads, LedgerStore store, int system) {
        try {
            while (true) {
                decide(reads, store, system);
                rest(ThreadLocalRandom.current().nextInt(80));
            }
        } catch (InterruptedException _) {
            // it is over
        }
    }

    /** The system's name changes as the log grows, the same on both nodes, so that counting stays quick. */
    private static void decide(EntryTable reads, LedgerStore store, int system) {
        String id = UUID.randomUUID().toString();
        try {
            String name = "s" + system + "-" + reads.size() / 100;
            long position = Numbering.append(reads, store, id, name).join();
            say("sealed " + id + " " + position);
        } catch (StoreUnavailable _) {
            // could not even count: nothing was asked for
        } catch (CompletionException e) {
            if (e.getCause() instanceof Append.Rejected) {
                say("rejected " + id);
            } else if (!(e.getCause() instanceof StoreUnavailable)) {
                say("failed " + id + " " + e.getCause());
            }
        }
    }

    /** One write, so that no line is cut by another or by the end. */
    private static void say(String line) {
        PrintStream out = System.out;
        byte[] bytes = (line + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    private static void rest(int millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    private static String env(String name) {
        return String.valueOf(System.getenv(name));
    }
}
