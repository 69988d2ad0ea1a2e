package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.publish.KafkaPublisher;
import io.countersign.command.publish.Records;
import io.countersign.command.store.LedgerLog.Stored;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.local.Child;
import io.countersign.local.Database;
import io.countersign.local.LocalPostgres;
import io.countersign.local.TestParts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/**
 * Two nodes, each in a JVM of its own, one publishing, append under load while now the server and now a node is ended by SIGKILL. Afterwards log and
 * topic are checked whole against what callers were told. {@code -Dcountersign.kills=N} says how often; the profile {@code crash} sets 200.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("countersign.kills", 10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path home = TestParts.directory("killed");
    private final String topic = TestParts.topic();
    private final String kafka = TestParts.kafka().bootstrapServers();
    private final Random random = Chance.of("KillTest");
    private final @Nullable Child[] nodes = new @Nullable Child[2];
    private final List<Told> told = List.of(new Told(home.resolve("left.log")), new Told(home.resolve("right.log")));
    private LocalPostgres server = TestParts.startPostgres(home);

    @AfterEach
    void stop() {
        for (Child node : nodes) {
            if (node != null) {
                node.kill();
            }
        }
        server.close();
    }

    @Test
    void nothing_acknowledged_is_lost_or_there_twice_and_the_topic_is_whole_whoever_is_killed() throws Exception {
        server.createRole("command_service");
        Database owner = server.createDatabase("ledger", "ledger_owner");
        Database service = server.entrance(owner, "command_service");
        Migrations.run(owner.url(), owner.user(), owner.password());
        Map<String, String> environment = NodeProcess.environment(service.url(), service.user(), service.password(),
                kafka, topic);
        start(0, environment);
        start(1, environment);
        int[] killed = new int[3];
        for (int i = 0; i < KILLS; i++) {
            int victim = Math.min(2, random.nextInt(5)); // servers start quicker
            long more = random.nextInt(120);
            killed[victim]++;
            if (victim == 2) {
                awaitSealed(0, more);
                server.kill();
                server = TestParts.startPostgres(home);
            } else {
                awaitSealed(victim, more);
                node(victim).kill();
                start(victim, environment);
            }
        }
        awaitSealed(0, 20);
        awaitSealed(1, 20);
        node(0).kill();
        node(1).kill();
        System.out.printf("KillTest: killed %d and %d nodes, %d servers%n", killed[0], killed[1], killed[2]);
        try (HikariDataSource pool = LedgerPool.open(service.url(), service.user(), service.password())) {
            StoreFixture.check(pool);
            check(new LedgerLog(new EntryTable(pool)), pool);
        }
    }

    private void start(int node, Map<String, String> environment) {
        Map<String, String> chosen = new HashMap<>(environment);
        // now it prepares each batch while another is under way, and now it stores one after the other
        chosen.put("NODE_MANY", random.nextBoolean() ? "1" : Integer.toString(Appender.MANY));
        nodes[node] = NodeProcess.start("node " + node, chosen, told.get(node).log);
    }

    private Child node(int number) {
        return Objects.requireNonNull(nodes[number]);
    }

    /** That the node has told callers of that many more entries since now. */
    private void awaitSealed(int node, long more) {
        long enough = told.get(node).sealed() + more;
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (!node(node).isAlive()) {
                throw new AssertionError("node " + node + " died of itself: " + node(node).lastLines(20));
            }
            return told.get(node).sealed() >= enough;
        });
    }

    /** What a node says, counted as the file grows: it grows long. */
    private static final class Told {

        private final Path log;
        private long read;
        private long sealed;

        Told(Path log) {
            this.log = log;
        }

        long sealed() {
            if (Files.exists(log)) {
                try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
                    file.seek(read);
                    byte[] more = new byte[(int) (file.length() - read)];
                    file.readFully(more);
                    String text = new String(more, StandardCharsets.ISO_8859_1);
                    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
                    read += whole.length();
                    sealed += whole.lines().filter(line -> line.startsWith("sealed ")).count();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return sealed;
        }

        List<String> lines() {
            try {
                return Files.readAllLines(log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void check(LedgerLog log, HikariDataSource pool) {
        Map<String, Long> sealed = new HashMap<>();
        Set<String> rejected = new HashSet<>();
        for (Told each : told) {
            for (String line : each.lines()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "sealed" -> sealed.put(words[1], Long.valueOf(words[2]));
                    case "rejected" -> rejected.add(words[1]);
                    case "failed" -> throw new AssertionError(line);
                    default -> {
                        // what a node logs when its server is gone
                    }
                }
            }
        }
        assertThat(sealed).isNotEmpty();
        assertThat(rejected).isNotEmpty();
        List<Digest> leaves = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (List<Stored> page = log.from(0, 500); !page.isEmpty(); page = log.from(leaves.size(), 500)) {
            for (Stored each : page) {
                Entry entry = LedgerEventStorageEngine.decode(each.bytes());
                assertThat(ids.add(entry.id())).as("%s is there once", entry.id()).isTrue();
                assertThat(rejected).doesNotContain(entry.id());
                Long told = sealed.remove(entry.id());
                assertThat(told == null || told == entry.position()).as("%s is where it was said", entry.id()).isTrue();
                Numbering.saysItsNumber(entry);
                leaves.add(TreeHasher.leaf(each.bytes()));
            }
        }
        assertThat(sealed).as("acknowledged and lost").isEmpty();
        try (KafkaPublisher publisher = new KafkaPublisher(log, pool, kafka, topic)) {
            publisher.start();
            await().atMost(PATIENCE).until(() -> publisher.status().published() == leaves.size());
        }
        topicIsWhole(leaves);
    }

    /** Every entry is there, in order; what comes again is what was there before. */
    private void topicIsWhole(List<Digest> leaves) {
        int[] next = new int[1];
        int[] repeats = new int[1];
        Records.each(kafka, topic, record -> {
            int position = Integer.parseInt(
                    new String(record.headers().lastHeader("position").value(), StandardCharsets.US_ASCII));
            assertThat(position).isLessThanOrEqualTo(next[0]);
            assertThat(TreeHasher.leaf(record.value())).isEqualTo(leaves.get(position));
            repeats[0] += position < next[0] ? 1 : 0;
            next[0] = Math.max(next[0], position + 1);
        });
        assertThat(next[0]).isEqualTo(leaves.size());
        System.out.printf("KillTest: %d entries, %d of them published again%n", next[0], repeats[0]);
    }
}
