package io.countersign.command.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.store.LedgerLog.Stored;
import io.countersign.command.store.LedgerStore;
import io.countersign.command.store.StoreFixture;
import io.countersign.events.LedgerEvents.ExportRecorded;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.local.LocalKafka;
import io.countersign.local.TestParts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What consumers find on the topic, whatever happens to publishers, topic and broker. */
class KafkaPublisherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** Of a publisher whose broker will not answer; long enough for one that does. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    private final StoreFixture fixture = new StoreFixture();
    private final HikariDataSource pool = fixture.pool();
    private final LedgerStore store = StoreFixture.open(pool);
    private final List<KafkaPublisher> publishers = new ArrayList<>();

    @AfterEach
    void close() {
        publishers.forEach(KafkaPublisher::close);
        store.close();
        pool.close();
    }

    @Test
    void every_entry_is_on_the_topic_byte_for_byte_and_a_commits_last_one_carries_its_checkpoint() throws Exception {
        StoreFixture.grow(store, 30);
        String topic = TestParts.topic();
        publisher(bootstrap(), topic);
        StoreFixture.grow(store, 40);
        awaitPositions(bootstrap(), topic, 40);
        for (ConsumerRecord<String, byte[]> record : Records.all(bootstrap(), topic)) {
            Stored entry = store.log().at(record.offset()).orElseThrow();
            assertThat(record.value()).isEqualTo(entry.bytes());
            assertThat(record.key()).isEqualTo(subject(entry));
            assertThat(header(record, "position")).contains(Long.toString(record.offset()));
            assertThat(header(record, "leaf-hash")).contains(entry.leaf().base64());
            assertThat(header(record, "content-type")).contains("application/cloudevents+json");
            assertThat(header(record, "checkpoint")).isEqualTo(Optional.ofNullable(entry.checkpoint()));
        }
        assertThat(header(Records.all(bootstrap(), topic).getLast(), "checkpoint")).isEqualTo(store.log().checkpoint());
    }

    @Test
    void another_node_goes_on_where_the_first_one_ended() {
        String topic = TestParts.topic();
        KafkaPublisher first = publisher(bootstrap(), topic);
        await().atMost(PATIENCE).until(() -> first.status().mine());
        KafkaPublisher second = publisher(bootstrap(), topic);
        StoreFixture.grow(store, 20);
        awaitPositions(bootstrap(), topic, 20);
        assertThat(second.status().mine()).isFalse();
        first.close();
        StoreFixture.grow(store, 40);
        awaitPositions(bootstrap(), topic, 40);
        assertThat(second.status().mine()).isTrue();
        await().atMost(PATIENCE).until(() -> second.status().published() == 40);
    }

    @Test
    void a_topic_that_was_deleted_is_filled_again_from_the_beginning() throws Exception {
        String topic = TestParts.topic();
        KafkaPublisher publisher = publisher(bootstrap(), topic, SHORT);
        StoreFixture.grow(store, 20);
        awaitAll(bootstrap(), topic, 20);
        try (Admin admin = TestParts.kafka().admin()) {
            admin.deleteTopics(Set.of(topic)).all().get();
        }
        StoreFixture.grow(store, 25);
        awaitAll(bootstrap(), topic, 25);
        await().atMost(PATIENCE).until(() -> publisher.status().fault() == null);
    }

    @Test
    void a_broker_that_was_away_holds_nothing_up_and_gets_what_it_missed() {
        Path home = TestParts.directory("kafka-away");
        LocalKafka broker = LocalKafka.start(home);
        String bootstrap = broker.bootstrapServers();
        try {
            KafkaPublisher publisher = publisher(bootstrap, LocalKafka.ENTRIES, SHORT);
            StoreFixture.grow(store, 20);
            awaitAll(bootstrap, LocalKafka.ENTRIES, 20);
            broker.kill();
            StoreFixture.grow(store, 300);
            await().atMost(PATIENCE).until(() -> publisher.status().fault() != null);
            broker = LocalKafka.start(home);
            assertThat(broker.bootstrapServers()).isEqualTo(bootstrap);
            awaitAll(bootstrap, LocalKafka.ENTRIES, 300);
        } finally {
            broker.kill();
        }
    }

    @Test
    void nothing_is_published_after_an_entry_that_the_broker_refuses() throws Exception {
        String topic = "narrow." + System.nanoTime();
        try (Admin admin = TestParts.kafka().admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(Map.of("max.message.bytes", "4000"))))
                    .all().get();
        }
        StoreFixture.grow(store, 30);
        StoreFixture.seal(store, new ExportRecorded("0", "00".repeat(32), null, "a", null, null, null, 0,
                List.of("x".repeat(8_000))));
        StoreFixture.grow(store, 60);
        KafkaPublisher publisher = publisher(bootstrap(), topic);
        await().atMost(PATIENCE).until(() -> publisher.status().fault() != null && publisher.status().mine());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Records.all(bootstrap(), topic)).isNotEmpty());
        assertThat(positions(bootstrap(), topic)).doesNotContain(31L, 32L, 59L);
    }

    @Test
    void a_topic_of_another_ledger_is_left_alone() {
        String topic = TestParts.topic();
        publisher(bootstrap(), topic);
        StoreFixture.grow(store, 5);
        awaitPositions(bootstrap(), topic, 5);
        StoreFixture other = new StoreFixture();
        try (HikariDataSource otherPool = other.pool(); LedgerStore otherStore = StoreFixture.open(otherPool)) {
            StoreFixture.grow(otherStore, 10);
            try (KafkaPublisher stranger = new KafkaPublisher(otherStore.log(), otherPool, bootstrap(), topic)) {
                stranger.start();
                await().atMost(PATIENCE).until(() -> String.valueOf(stranger.status().fault())
                        .contains("is not in this ledger"));
            }
        }
        assertThat(positions(bootstrap(), topic)).hasSize(5);
    }

    private KafkaPublisher publisher(String bootstrap, String topic) {
        return publisher(bootstrap, topic, PATIENCE);
    }

    private KafkaPublisher publisher(String bootstrap, String topic, Duration patience) {
        KafkaPublisher publisher = new KafkaPublisher(store.log(), pool, bootstrap, topic, patience);
        publishers.add(publisher);
        store.onCommit(publisher::wake);
        publisher.start();
        return publisher;
    }

    private static String bootstrap() {
        return TestParts.kafka().bootstrapServers();
    }

    /** Until the topic holds exactly the first entries, each once and in order. */
    private static void awaitPositions(String bootstrap, String topic, long size) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(positions(bootstrap, topic))
                .isEqualTo(LongStream.range(0, size).boxed().toList()));
    }

    /** Until the topic holds all of the first entries in order; one that was answered too late may be there again. */
    private static void awaitAll(String bootstrap, String topic, long size) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(positions(bootstrap, topic).stream().distinct().toList())
                        .isEqualTo(LongStream.range(0, size).boxed().toList()));
    }

    private static List<Long> positions(String bootstrap, String topic) {
        return Records.all(bootstrap, topic).stream().map(r -> Long.valueOf(header(r, "position").orElseThrow()))
                .toList();
    }

    private static Optional<String> header(ConsumerRecord<String, byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(h -> new String(h.value(), StandardCharsets.UTF_8));
    }

    private static String subject(Stored entry) throws MalformedEntry {
        return EntryCodec.decode(entry.bytes()).subject();
    }
}
