package io.countersign.command.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.publication.PublishedTable.Row;
import io.countersign.command.store.LedgerStore;
import io.countersign.command.store.StoreFixture;
import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.checkpoint.Cosignature;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.MlDsa;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.timestamp.TimestampToken;
import io.countersign.local.LocalTimestampAuthority;
import io.countersign.local.TestParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is published, and who has cosigned it, whatever witnesses and nodes do. */
class PublicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final NoteSigner MLDSA = MlDsa.cosigner(StoreFixture.ORIGIN,
            MlDsa.Key.ofSeed(new byte[MlDsa.Key.SEED_BYTES]), InstantSource.system());

    @TempDir
    private Path directory;
    private final HikariDataSource pool = new StoreFixture().pool();
    private final LedgerStore store = StoreFixture.open(pool);
    private final PublishedTable table = new PublishedTable(JdbcClient.create(pool),
            new TransactionTemplate(new JdbcTransactionManager(pool)));
    private final TestWitness one = new TestWitness("witness.example/one", 1);
    private final TestWitness two = new TestWitness("witness.example/two", 2);
    private final List<Publication> nodes = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() {
        over.countDown();
        nodes.forEach(Publication::close);
        store.close();
        pool.close();
        one.close();
        two.close();
    }

    private Publication node(String policy) throws IOException {
        return node(policy, InstantSource.system());
    }

    private Publication node(String policy, InstantSource clock) throws IOException {
        Path file = Files.writeString(directory.resolve("policy"), policy);
        Publication node = new Publication(store.log(), table, pool, Witnesses.read(file, StoreFixture.ORIGIN),
                List.of(MLDSA), clock);
        nodes.add(node);
        store.onCommit(node::wake);
        node.start();
        return node;
    }

    private long seenByOne() {
        var seen = table.seen().get(one.signer.verifierKey().format());
        return seen == null ? -1 : seen.size();
    }

    private Row awaitSettled(long size) {
        await().atMost(PATIENCE).until(() -> table.at(size).filter(r -> r.settled() != null).isPresent());
        return table.at(size).orElseThrow();
    }

    private void awaitPublished(long size) {
        await().atMost(PATIENCE).until(() -> table.at(size).isPresent());
    }

    @Test
    void publishes_with_an_ml_dsa_line_and_what_witnesses_say() throws Exception {
        Publication node = node(one.line("a") + two.line("b") + "group both all a b\nquorum both\n");
        assertThat(node.witnessed().size()).isNull();
        long first = store.log().size();
        awaitSettled(first);
        StoreFixture.grow(store, 300);
        await().atMost(PATIENCE).until(() -> size(node) == 300);
        SignedNote note = SignedNote.parse(awaitSettled(300).note());
        Checkpoint.open(note, StoreFixture.SIGNER.verifierKey());
        assertThat(Cosignature.open(note, List.of(MLDSA.verifierKey(), one.signer.verifierKey(),
                two.signer.verifierKey()))).hasSize(3);
        assertThat(table.at(300).orElseThrow().quorum()).isEqualTo(Quorum.MET);
        await().atMost(PATIENCE).until(() -> node.witnessed().equals(
                new Publication.Witnessed(300L, Quorum.MET, null)));
        assertThat(seenByOne()).isEqualTo(300);
        assertThat(one.olds).contains(0L, first);
    }

    @Test
    void a_fault_of_its_own_on_the_way_to_a_witness_is_said_and_tried_again() throws Exception {
        AtomicInteger faults = new AtomicInteger(1);
        node(one.line("a") + "quorum a\n", () -> {
            if (Thread.currentThread().getName().startsWith("witness-") && faults.getAndDecrement() > 0) {
                throw new IllegalStateException("a fault");
            }
            return InstantSource.system().instant();
        });
        awaitSettled(store.log().size());
        assertThat(faults.get()).isNegative();
    }

    private static long size(Publication node) throws Exception {
        return Checkpoint.parse(SignedNote.parse(node.checkpoint().orElseThrow()).text()).size();
    }

    @Test
    void begins_where_a_witness_says_it_stands_and_after_a_take_over_where_it_stood() throws Exception {
        Publication first = node(one.line("a") + "quorum a\n");
        awaitSettled(store.log().size());
        first.close();
        StoreFixture.grow(store, 20);
        one.olds.clear();
        Publication second = node(one.line("a") + "quorum a\n");
        awaitSettled(20);
        assertThat(one.olds).containsExactly(1L);
        second.close();
        one.size = 0; // it was set up anew
        one.root = TreeHasher.EMPTY;
        StoreFixture.grow(store, 30);
        one.olds.clear();
        node(one.line("a") + "quorum a\n");
        awaitSettled(30);
        assertThat(one.olds).containsExactly(20L, 0L);
    }

    @Test
    void one_node_publishes_and_another_goes_on_when_it_ends() throws Exception {
        Publication first = node(one.line("a") + "quorum none\n");
        await().atMost(PATIENCE).until(first::mine);
        Publication second = node(one.line("a") + "quorum none\n");
        StoreFixture.grow(store, 5);
        awaitSettled(5);
        assertThat(second.mine()).isFalse();
        await().atMost(PATIENCE)
                .until(() -> second.published() == 5 && Long.valueOf(5).equals(second.witnessed().size()));
        first.close();
        StoreFixture.grow(store, 6);
        awaitSettled(6);
        assertThat(second.mine()).isTrue();
    }

    @Test
    void a_witness_that_hangs_floods_redirects_or_lies_delays_nobody_and_leaves_nothing() throws Exception {
        Publication node = node(one.line("a") + two.line("b") + "group any any a b\nquorum b\n");
        awaitSettled(store.log().size());
        List<TestWitness.Manner> manners = List.of((_, _) -> {
            try {
                over.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }, (exchange, _) -> TestWitness.answer(exchange, 200, "x".repeat(1 << 20)), (exchange, _) -> {
            exchange.getResponseHeaders().set("Location", one.url() + "/add-checkpoint");
            TestWitness.answer(exchange, 307, "");
        }, (exchange, _) -> TestWitness.answer(exchange, 200, new Checkpoint(StoreFixture.ORIGIN, 0,
                TreeHasher.EMPTY).sign(two.signer).signatures().getFirst().format() + "\n"),
                (exchange, _) -> TestWitness.answer(exchange, 409, "many\n"),
                (exchange, _) -> TestWitness.answer(exchange, 200, ""));
        long size = store.log().size();
        for (TestWitness.Manner manner : manners) {
            two.manner = manner;
            size += 3;
            StoreFixture.grow(store, size);
            awaitPublished(size);
            long published = size;
            await().atMost(PATIENCE).until(() -> seenByOne() == published);
        }
        await().atMost(PATIENCE)
                .until(() -> node.witnessed().quorum() == Quorum.UNMET && node.witnessed().since() != null);
        Row last = table.at(size).orElseThrow();
        assertThat(Cosignature.open(SignedNote.parse(last.note()), List.of(two.signer.verifierKey()))).isEmpty();
        assertThat(last.lacking()).singleElement().asString().contains("witness b");
        await().atMost(PATIENCE).until(() -> node.states().values().stream().anyMatch(s -> s.trouble() != null));
        two.manner = two::properly;
        awaitSettled(size);
        await().atMost(PATIENCE).until(() -> node.witnessed().quorum() == Quorum.MET);
    }

    @Test
    void a_witness_that_has_seen_more_than_there_is_contradicts_the_log() throws Exception {
        one.manner = (exchange, _) -> TestWitness.answer(exchange, 409, "9000\n");
        Publication node = node(one.line("a") + "quorum none\n");
        await().atMost(PATIENCE).until(() -> node.contradiction().isPresent());
        assertThat(node.contradiction().orElseThrow()).contains("9000", "set back");
    }

    @Test
    void without_a_policy_checkpoints_are_published_all_the_same() throws Exception {
        Publication node = new Publication(store.log(), table, pool, Witnesses.none(StoreFixture.ORIGIN), List.of(),
                InstantSource.system());
        nodes.add(node);
        assertThat(node.checkpoint()).isEqualTo(store.log().checkpoint()); // before the first
        node.start();
        awaitPublished(store.log().size());
        assertThat(node.checkpoint()).isEqualTo(store.log().checkpoint());
        assertThat(node.witnessed()).isEqualTo(new Publication.Witnessed(null, Quorum.NONE, null));
    }

    @Test
    void when_publication_stands_still_the_newest_commits_checkpoint_is_served() throws Exception {
        Publication node = node("quorum none\n");
        awaitPublished(store.log().size());
        node.close();
        StoreFixture.grow(store, 9);
        await().atMost(PATIENCE).until(() -> node.checkpoint().equals(store.log().checkpoint()));
    }

    @Test
    void what_an_authority_does_not_properly_answer_is_not_kept() throws Exception {
        Publication node = node("quorum none\n");
        awaitPublished(store.log().size());
        one.manner = (exchange, _) -> TestWitness.answer(exchange, 200, "no token");
        two.manner = (exchange, _) -> TestWitness.answer(exchange, 200, "x".repeat(1 << 20));
        try (Stamps stamps = new Stamps("one=" + one.url() + "/add-checkpoint,two=" + two.url() + "/add-checkpoint",
                Duration.ofSeconds(60), node, table, new SecureRandom(), InstantSource.system())) {
            stamps.require(table.latest().orElseThrow());
            assertThat(stamps.troubles()).containsOnlyKeys("one", "two");
            assertThat(table.stamps(store.log().size())).isEmpty();
        }
        assertThatThrownBy(() -> new Stamps("one=ftp://a.example", Duration.ofSeconds(60), node, table,
                new SecureRandom(), InstantSource.system())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_authority_stamps_the_notes_text_and_each_checkpoint_once() throws Exception {
        Publication node = node("quorum none\n");
        awaitPublished(store.log().size());
        try (var authority = LocalTimestampAuthority.start(TestParts.directory("tsa"), 0,
                InstantSource.system());
                Stamps stamps = new Stamps("local=" + authority.address(), Duration.ofSeconds(60), node, table,
                        new SecureRandom(), InstantSource.system())) {
            Row row = table.latest().orElseThrow();
            stamps.start();
            stamps.require(row);
            stamps.require(row);
            assertThat(stamps.troubles()).isEmpty();
            assertThat(table.stamps(row.size())).singleElement().satisfies(stamp -> {
                assertThat(stamp.authority()).isEqualTo("local");
                assertThat(TimestampToken.parse(stamp.response()).imprint()).isEqualTo(
                        Digest.sha256(SignedNote.parse(row.note()).text().getBytes(StandardCharsets.UTF_8)));
            });
        }
    }
}
