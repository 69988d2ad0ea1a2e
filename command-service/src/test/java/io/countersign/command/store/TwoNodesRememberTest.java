package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.ledger.entry.Author;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.StubProcessingContext;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;

/** What one node remembers while another appends: never taken for the head, and never in the way of what is stored. */
class TwoNodesRememberTest {

    private static final SourcingCondition OF_SYSTEM = SourcingCondition
            .conditionFor(EventCriteria.havingTags(new Tag("system", "s")));

    @Test
    void an_answer_from_memory_says_how_old_it_is_and_a_fresh_one_is_not_old() {
        StoreFixture fixture = new StoreFixture();
        try (HikariDataSource one = fixture.pool();
                HikariDataSource two = fixture.pool();
                LedgerStore left = StoreFixture.open(one);
                LedgerStore right = StoreFixture.open(two)) {
            seal(left);
            assertThat(read(left, false)).isEqualTo(new Read(1, 2));
            seal(right);
            assertThat(read(left, false)).as("remembered, and said to be complete to 2").isEqualTo(new Read(1, 2));
            assertThat(read(left, true)).as("from the database").isEqualTo(new Read(2, 3));
            seal(left);
            assertThat(read(left, false)).as("after the other's entry was met").isEqualTo(new Read(3, 4));
        }
    }

    /** The key was used before this node began, or by another one: nothing in memory says so. */
    @Test
    void a_key_presumed_new_is_found_out_and_hurts_nobody_else() {
        StoreFixture fixture = new StoreFixture();
        try (HikariDataSource one = fixture.pool();
                HikariDataSource two = fixture.pool();
                LedgerStore left = StoreFixture.open(one)) {
            Append first = StoreFixture.append(keyed("k"), keyed("k"));
            left.submit(first);
            first.sealed().join();
            try (LedgerStore right = StoreFixture.open(two)) {
                seal(right);
                assertThat(right.engine().source(SourcingCondition
                        .conditionFor(EventCriteria.havingTags(new Tag("idempotency", "k"))), null)
                        .reduce(0, (count, _) -> count + 1).join()).as("presumed new: but for the end, nothing")
                        .isEqualTo(1);
                Append again = StoreFixture.append(keyed("k"));
                List<Append> others = Stream.of("l", "m", "n").map(k -> StoreFixture.append(keyed(k))).toList();
                right.submit(others.getFirst());
                right.submit(again);
                others.stream().skip(1).forEach(right::submit);
                assertThatThrownBy(() -> again.sealed().join()).hasCauseInstanceOf(Append.Rejected.class);
                others.forEach(each -> assertThat(each.sealed().join()).isGreaterThan(2));
                assertThat(right.log().size()).isEqualTo(1 + 2 + 1 + 3);
            }
        }
    }

    @Test
    void of_two_appends_with_one_key_at_once_one_is_sealed() {
        StoreFixture fixture = new StoreFixture();
        try (HikariDataSource pool = fixture.pool(); LedgerStore store = StoreFixture.open(pool)) {
            List<Append> all = IntStream.range(0, 20).mapToObj(_ -> StoreFixture.append(keyed("same"))).toList();
            all.forEach(store::submit);
            long sealed = all.stream().filter(each -> each.sealed().handle((_, failure) -> failure == null).join())
                    .count();
            assertThat(sealed).isEqualTo(1);
            assertThat(store.log().size()).isEqualTo(2);
        }
    }

    private static Sealable keyed(String key) {
        return SealedEvents.sealable(UUID.randomUUID().toString(), StoreFixture.said("s"), Author.SYSTEM, key, "digest",
                null);
    }

    private record Read(int events, long completeTo) {}

    private static Read read(LedgerStore store, boolean fresh) {
        ProcessingContext context = new StubProcessingContext();
        if (fresh) {
            context.putResource(LedgerEventStorageEngine.FRESH, true);
        }
        long[] complete = new long[1];
        int events = store.engine().source(OF_SYSTEM, context).reduce(0, (count, entry) -> {
            ConsistencyMarker marker = entry.getResource(ConsistencyMarker.RESOURCE_KEY);
            if (marker != null) {
                complete[0] = GlobalIndexConsistencyMarker.position(marker);
            }
            return entry.message() instanceof TerminalEventMessage ? count : count + 1;
        }).join();
        return new Read(events, complete[0]);
    }

    private static void seal(LedgerStore store) {
        Append append = StoreFixture.append(StoreFixture.event("s"));
        store.submit(append);
        append.sealed().join();
    }
}
