package io.countersign.command.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.continuity.Memory.Seen;
import io.countersign.command.publish.KafkaPublisher;
import io.countersign.command.publish.TopicMemory;
import io.countersign.command.store.LedgerLog.Stored;
import io.countersign.command.store.LedgerStore;
import io.countersign.command.store.StoreFixture;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.local.TestParts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What others remember of the log against the log itself. */
class ContinuityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HikariDataSource pool = new StoreFixture().pool();
    private final LedgerStore store = StoreFixture.open(pool);

    @AfterEach
    void close() {
        store.close();
        pool.close();
    }

    @Test
    void a_log_that_someone_has_seen_longer_takes_no_appends_and_says_both_sizes() throws Exception {
        StoreFixture.grow(store, 5);
        try (Continuity continuity = continuity(remembering(9, null), remembering(3, null))) {
            continuity.awaitAsked();
            assertThatThrownBy(() -> StoreFixture.grow(store, 6)).isInstanceOf(CompletionException.class)
                    .hasMessageContaining("has 5 entries").hasMessageContaining("has seen 9");
            assertThat(continuity.answers()).containsValue("has seen 3 entries");
        }
        assertThat(store.log().size()).isEqualTo(5);
    }

    @Test
    void a_log_in_which_someone_has_seen_another_entry_takes_no_appends() throws Exception {
        StoreFixture.grow(store, 5);
        try (Continuity continuity = continuity(remembering(4, TreeHasher.EMPTY))) {
            continuity.awaitAsked();
            assertThatThrownBy(() -> StoreFixture.grow(store, 6)).hasMessageContaining("Entry 3 of this ledger");
        }
    }

    @Test
    void who_has_seen_what_is_there_or_nothing_or_does_not_answer_holds_nothing_up() throws Exception {
        StoreFixture.grow(store, 5);
        Digest last = store.log().at(4).map(Stored::leaf).orElseThrow();
        AtomicBoolean back = new AtomicBoolean();
        Memory absent = memory(() -> {
            if (!back.get()) {
                throw new IOException("away");
            }
            return Optional.of(new Seen(5, last));
        });
        try (Continuity continuity = continuity(remembering(5, last), memory(Optional::empty), absent)) {
            continuity.awaitAsked();
            StoreFixture.grow(store, 6);
            assertThat(continuity.answers().values()).contains("could not be asked: away", "has seen none");
            back.set(true);
            await().atMost(PATIENCE)
                    .until(() -> "has seen 5 entries".equals(continuity.answers().get(absent.name())));
        }
        StoreFixture.grow(store, 7);
    }

    @Test
    void an_empty_database_is_not_begun_anew_while_the_topic_holds_entries() throws Exception {
        String topic = TestParts.topic();
        StoreFixture.grow(store, 20);
        try (KafkaPublisher publisher = new KafkaPublisher(store.log(), pool, bootstrap(), topic)) {
            publisher.start();
            await().atMost(PATIENCE).until(() -> publisher.status().published() == 20);
        }
        StoreFixture other = new StoreFixture();
        try (HikariDataSource empty = other.pool();
                LedgerStore restored = StoreFixture.unbegun(empty);
                Continuity continuity = new Continuity(restored.log(), restored.embargo(),
                        List.of(new TopicMemory(bootstrap(), topic)))) {
            continuity.start();
            await().atMost(PATIENCE).until(() -> !continuity.answers().isEmpty());
            restored.begin(UUID::randomUUID);
            assertThat(restored.log().size()).isZero();
            assertThat(restored.embargo().reason()).hasValueSatisfying(
                    why -> assertThat(why).contains("has 0 entries", topic, "has seen 20"));
        }
    }

    @Test
    void no_topic_and_an_empty_topic_have_seen_nothing_and_no_broker_does_not_answer() throws Exception {
        assertThat(new TopicMemory(bootstrap(), "countersign.none").seen()).isEmpty();
        assertThat(new TopicMemory(bootstrap(), TestParts.topic()).seen()).isEmpty();
        assertThatThrownBy(() -> new TopicMemory("127.0.0.1:1", "countersign.none").seen())
                .isInstanceOf(IOException.class);
    }

    private interface Answer {
        Optional<Seen> get() throws IOException;
    }

    private Continuity continuity(Memory... memories) {
        Continuity continuity = new Continuity(store.log(), store.embargo(), List.of(memories));
        continuity.start();
        return continuity;
    }

    private static Memory remembering(long size, @org.jspecify.annotations.Nullable Digest last) {
        return memory(() -> Optional.of(new Seen(size, last)));
    }

    private static Memory memory(Answer answer) {
        String name = "witness " + UUID.randomUUID();
        return new Memory() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<Seen> seen() throws IOException {
                return answer.get();
            }
        };
    }

    private static String bootstrap() {
        return TestParts.kafka().bootstrapServers();
    }
}
