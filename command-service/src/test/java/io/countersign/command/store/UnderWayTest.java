package io.countersign.command.store;

import static io.countersign.command.store.CommitterFixture.COMMIT;
import static io.countersign.command.store.CommitterFixture.once;
import static io.countersign.command.store.CommitterFixture.passing;
import static io.countersign.command.store.CommitterFixture.position;
import static io.countersign.command.store.StoreFixture.append;
import static io.countersign.command.store.StoreFixture.event;
import static io.countersign.command.store.StoreFixture.having;
import static io.countersign.command.store.StoreFixture.said;
import static io.countersign.command.store.StoreFixture.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.command.store.Intercepted.Hook;
import io.countersign.command.store.Intercepted.Lost;
import io.countersign.events.LedgerEvent;
import io.countersign.events.LedgerEvents.LogKeyRotated;
import io.countersign.ledger.entry.Author;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/** A batch that is prepared while another is under way, and everything that can become of that other. */
class UnderWayTest {

    /** The id of entry 0, which no other entry may have. */
    private static final String FIRST = UUID.randomUUID().toString();

    private final StoreFixture fixture = new StoreFixture();
    private final HikariDataSource pool = fixture.pool();
    private final CommitterFixture committing = new CommitterFixture(pool);
    private final Append earlier = append(event("a"), event("a"));
    private final Append later = append(event("a"));

    @AfterEach
    void close() throws SQLException {
        StoreFixture.check(pool);
        pool.close();
    }

    @Test
    void it_is_prepared_meanwhile_and_sent_when_that_is_stored() throws Exception {
        CountDownLatch bothPrepared = new CountDownLatch(2);
        CountDownLatch landed = new CountDownLatch(2);
        try (Committer committer = loaded((what, step) -> {
            if (what.equals("connect")) {
                bothPrepared.countDown();
            } else if (what.startsWith(COMMIT)) {
                assertThat(bothPrepared.await(60, TimeUnit.SECONDS)).isTrue();
            }
            return step.run();
        })) {
            committer.begin(List.of(earlier), landed::countDown);
            assertThat(committer.isUndecided()).isTrue();
            assertThat(earlier.sealed()).isNotDone();
            committer.begin(List.of(later), landed::countDown);
            assertThat(position(earlier)).isOne();
            committer.finish();
            assertThat(position(later)).isEqualTo(3);
            assertThat(landed.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(committer.isUnderWay()).isFalse();
        }
    }

    @Test
    void it_is_sealed_once_when_the_other_took_effect_unnoticed() throws Exception {
        both(once(COMMIT, step -> {
            step.run();
            throw new Lost("after it took effect");
        }));
        assertThat(position(earlier)).isOne();
        assertThat(position(later)).isEqualTo(3);
        assertThat(committing.found).containsExactly(1L);
    }

    @Test
    void it_is_prepared_anew_when_the_other_never_arrived() throws Exception {
        both(once(COMMIT, _ -> {
            throw new Lost("before it took effect");
        }));
        assertThat(position(earlier)).isOne();
        assertThat(position(later)).isEqualTo(3);
    }

    @Test
    void it_is_prepared_anew_when_another_node_was_faster() throws Exception {
        Committer rival = committing.committer(passing());
        both(once(COMMIT, step -> {
            rival.commit(List.of(append(event("rival"))));
            return step.run();
        }));
        assertThat(position(earlier)).isEqualTo(2);
        assertThat(position(later)).isEqualTo(4);
    }

    @Test
    void it_is_stored_when_the_other_is_refused() throws Exception {
        Append refused = append(event(FIRST, "a", "test", null));
        Append conflicting = new Append(List.of(event("a")), having("system/a"), 1);
        try (Committer committer = loaded(passing())) {
            committer.begin(List.of(refused), () -> {
            });
            committer.begin(List.of(conflicting), () -> {
            });
            committer.finish();
        }
        assertThatThrownBy(() -> position(refused)).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(position(conflicting)).as("not rejected for the sake of what was not sealed").isOne();
    }

    @Test
    void it_is_told_alone_when_it_cannot_be_prepared() throws Exception {
        Append odd = append(tagged(event("a"), "odd/\0"));
        try (Committer committer = loaded(passing())) {
            committer.begin(List.of(earlier), () -> {
            });
            committer.begin(List.of(odd, later), () -> {
            });
            assertThat(committer.isUnderWay()).isFalse();
        }
        assertThat(position(earlier)).isOne();
        assertThatThrownBy(() -> position(odd)).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(position(later)).isEqualTo(3);
    }

    @Test
    void it_is_rejected_for_the_sake_of_the_other_when_that_is_stored() throws Exception {
        Append conflicting = new Append(List.of(event("a")), having("system/a"), 1);
        Append repeated = append(keyed());
        Append repeat = append(keyed());
        try (Committer committer = loaded(passing())) {
            committer.begin(List.of(earlier, repeated), () -> {
            });
            committer.begin(List.of(conflicting, repeat), () -> {
            });
            committer.finish();
        }
        assertThat(position(repeated)).isEqualTo(3);
        assertThatThrownBy(() -> position(conflicting)).hasCauseInstanceOf(Append.Rejected.class);
        assertThatThrownBy(() -> position(repeat)).hasCauseInstanceOf(Append.Rejected.class);
    }

    @Test
    void it_counts_on_from_the_other_however_little_is_remembered() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        try (Committer committer = committing.committer((what, step) -> {
            sent.addAndGet(what.startsWith(COMMIT) ? 1 : 0);
            return step.run();
        }, new Receipts(new EntryTable(pool)),
                InstantSource.system(),
                new Recent(1))) {
            committer.commit(List.of(append(event("b"))));
            committer.begin(List.of(earlier), () -> {
            });
            committer.begin(List.of(later), () -> {
            });
            committer.begin(List.of(append(event("a", "else", null))), () -> {
            });
            committer.finish();
        }
        // the check of the whole log after each test counts every tag again
        assertThat(position(later)).isEqualTo(3);
        assertThat(sent).as("none was refused and prepared anew").hasValue(4);
    }

    @Test
    void a_change_of_keys_is_waited_for() throws Exception {
        String key = StoreFixture.SIGNER.verifierKey().format();
        Append rotation = append(sealable(new LogKeyRotated(key, key, Instant.now()), null));
        try (Committer committer = loaded(passing())) {
            committer.begin(List.of(rotation), () -> {
            });
            assertThat(committer.isUnderWay()).isFalse();
            assertThat(position(rotation)).isOne();
        }
    }

    /** An event of a request that carried always the same Idempotency-Key. */
    private static Sealable keyed() {
        return sealable(said("b"), "a-key");
    }

    private static Sealable sealable(LedgerEvent event, @Nullable String key) {
        return SealedEvents.sealable(UUID.randomUUID().toString(), event, Author.SYSTEM, key, null, null);
    }

    private void both(Hook hook) throws InterruptedException {
        try (Committer committer = loaded(hook)) {
            committer.begin(List.of(earlier), () -> {
            });
            committer.begin(List.of(later), () -> {
            });
            committer.finish();
        }
    }

    /** One that knows where the log ends, without which nothing can be prepared on top of it: after entry 0. Only then the hook comes in. */
    private Committer loaded(Hook hook) throws InterruptedException {
        AtomicBoolean loaded = new AtomicBoolean();
        Committer committer = committing
                .committer((what, step) -> loaded.get() ? hook.around(what, step) : step.run());
        committer.commit(List.of(append(event(FIRST, "first", "test", null))));
        loaded.set(true);
        return committer;
    }
}
