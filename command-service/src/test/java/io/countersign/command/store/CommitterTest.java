package io.countersign.command.store;

import static io.countersign.command.store.CommitterFixture.once;
import static io.countersign.command.store.CommitterFixture.passing;
import static io.countersign.command.store.CommitterFixture.position;
import static io.countersign.command.store.StoreFixture.append;
import static io.countersign.command.store.StoreFixture.event;
import static io.countersign.command.store.StoreFixture.having;
import static io.countersign.command.store.StoreFixture.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.store.Intercepted.Lost;
import io.countersign.command.store.Intercepted.Step;
import io.countersign.local.Patience;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One batch, and everything that can come between it and its commit. */
class CommitterTest {

    private static final String COMMIT = CommitterFixture.COMMIT;
    private static final String LOOK_UP = "where id = any";
    private static final String CONDITION = "select exists";
    private static final String LEAVES = "select leaf_hash from ledger.entries where position >=";

    private static final Duration PATIENCE = CommitterFixture.PATIENCE;

    private final StoreFixture fixture = new StoreFixture();
    private final HikariDataSource pool = fixture.pool();
    private final CommitterFixture committing = new CommitterFixture(pool);

    @AfterEach
    void close() throws SQLException {
        StoreFixture.check(pool);
        pool.close();
    }

    @Test
    void rejects_alone() throws Exception {
        Append first = append(event("a"));
        Append conflicting = new Append(List.of(event("a")), having("system/a"), 0);
        Append other = new Append(List.of(event("b")), having("system/b"), 0);
        committing.committer(passing()).commit(List.of(first, conflicting, other));
        assertThat(position(first)).isZero();
        assertThatThrownBy(() -> position(conflicting)).hasCauseInstanceOf(Append.Rejected.class);
        assertThat(position(other)).isOne();
    }

    @Test
    void nobody_is_rejected_for_the_sake_of_an_append_that_was_not_sealed() throws Exception {
        Append refused = append(tagged(event("a"), "odd/\0"));
        Append conflicting = new Append(List.of(event("a")), having("system/a"), 0);
        committing.committer(passing()).commit(List.of(refused, conflicting));
        assertThatThrownBy(() -> position(refused)).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(position(conflicting)).isZero();
    }

    @Test
    void what_the_database_refuses_fails_alone_and_at_once() throws Exception {
        List<Append> batch = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            batch.add(append(i == 4 ? tagged(event("a"), "odd/\0") : event("a")));
        }
        AtomicInteger tries = new AtomicInteger();
        committing.committer((what, step) -> {
            tries.addAndGet(what.startsWith(COMMIT) ? 1 : 0);
            return step.run();
        }).commit(batch);
        assertThatThrownBy(() -> position(batch.get(4))).hasCauseInstanceOf(IllegalStateException.class);
        batch.remove(4);
        assertThat(batch).extracting(CommitterFixture::position).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(tries).as("halved, and not tried over and over").hasValueLessThan(10);
    }

    @Test
    void an_append_that_took_effect_unnoticed_is_answered_and_has_its_receipt() throws Exception {
        Receipts receipts = new Receipts(new EntryTable(pool));
        Append append = append(event("a"), event("a", "test", "the command"));
        committing.committer(once(COMMIT, step -> {
            step.run();
            throw new Lost("after it took effect");
        }), receipts).commit(List.of(append));
        assertThat(position(append)).isZero();
        assertThat(committing.found).containsExactly(0L);
        assertThat(receipts.take("the command").orElseThrow().position()).isOne();
    }

    @Test
    void an_append_that_takes_effect_after_it_was_looked_for_is_not_sealed_twice() throws Exception {
        Append append = append(event("a"));
        Step[] held = new Step[1];
        AtomicInteger lookedFor = new AtomicInteger();
        committing.committer((what, step) -> {
            if (what.startsWith(COMMIT) && held[0] == null) {
                held[0] = step;
                throw new Lost("on its way there");
            }
            Object answer = step.run();
            if (what.contains(LOOK_UP) && lookedFor.getAndIncrement() == 0) {
                held[0].runLater(Runnable::run).join();
            }
            return answer;
        }).commit(List.of(append));
        assertThat(position(append)).isZero();
        assertThat(new EntryTable(pool).size()).isOne();
    }

    @Test
    void an_append_that_takes_effect_while_its_condition_is_checked_is_not_rejected_for_its_own_sake()
            throws Exception {
        committing.committer(passing()).commit(List.of(append(event("b"))));
        Append append = new Append(List.of(event("a")), having("system/a"), 0);
        Step[] held = new Step[1];
        AtomicInteger checked = new AtomicInteger();
        committing.committer((what, step) -> {
            if (what.startsWith(COMMIT) && held[0] == null) {
                held[0] = step;
                throw new Lost("on its way there");
            }
            if (what.contains(CONDITION) && held[0] != null && checked.getAndIncrement() == 0) {
                held[0].runLater(Runnable::run).join();
            }
            return step.run();
        }).commit(List.of(append));
        assertThat(checked.get()).isPositive();
        assertThat(position(append)).isOne();
        assertThat(new EntryTable(pool).size()).isEqualTo(2);
    }

    @Test
    void a_log_that_cannot_be_read_for_a_moment_is_read_again() throws Exception {
        committing.committer(passing()).commit(List.of(append(event("a"))));
        Append next = append(event("a"));
        committing.committer(once(LEAVES, _ -> {
            throw new Lost("before it was read");
        })).commit(List.of(next));
        assertThat(position(next)).isOne();
    }

    @Test
    void losing_every_race_ends_with_holding_the_lock() throws Exception {
        Committer rival = committing.committer(passing());
        AtomicInteger races = new AtomicInteger();
        List<CompletableFuture<Void>> rivals = new ArrayList<>();
        Append append = append(event("a"));
        committing.committer((what, step) -> {
            if (what.startsWith(COMMIT)) {
                races.incrementAndGet();
                CompletableFuture<Void> faster = CompletableFuture.runAsync(() -> one(rival));
                rivals.add(faster);
                Patience.until(PATIENCE, "the rival was faster, or waits for the lock",
                        () -> faster.isDone() || locked());
            }
            return step.run();
        }).commit(List.of(append));
        assertThat(position(append)).isGreaterThan(0);
        assertThat(races).hasValue(4);
        // the check after the test reads a log that nobody appends to any more
        CompletableFuture.allOf(rivals.toArray(CompletableFuture[]::new)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Whether a statement waits for another's lock in this test's database. */
    private boolean locked() {
        try (var connection = fixture.superuser().connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")) {
            return row.next() && row.getLong(1) > 0;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void gives_up_when_the_database_stays_away() throws Exception {
        Append append = append(event("a"));
        committing.committer((_, _) -> {
            throw new Lost("for good");
        }).commit(List.of(append));
        assertThatThrownBy(() -> position(append)).hasCauseInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void a_clock_far_off_stops_appends_and_says_so() throws Exception {
        Append early = append(event("a"));
        Append late = append(event("a"));
        committing.committer(passing(), () -> Instant.now().plusSeconds(300)).commit(List.of(late));
        assertThatThrownBy(() -> position(late)).hasMessageContaining("clock").hasMessageContaining("ahead");
        committing.committer(passing(), Instant::now).commit(List.of(append(event("a"))));
        committing.committer(passing(), () -> Instant.now().minusSeconds(300)).commit(List.of(early));
        assertThatThrownBy(() -> position(early)).hasMessageContaining("clock").hasMessageContaining("behind");
    }

    @Test
    void many_new_tags_do_not_push_out_the_count_of_a_known_one() throws Exception {
        Committer small = committing.committer(passing(), new Receipts(new EntryTable(pool)), InstantSource.system(),
                new Recent(3));
        small.commit(List.of(append(event("known", "known", null))));
        small.commit(List.of(append(event("new1", "new2", null), event("new3", "new4", null),
                event("known", "known", null))));
        // the check of the whole log after each test counts every tag again
        assertThat(new EntryTable(pool).size()).isEqualTo(4);
    }

    private void one(Committer rival) {
        try {
            rival.commit(List.of(append(event("rival"))));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
