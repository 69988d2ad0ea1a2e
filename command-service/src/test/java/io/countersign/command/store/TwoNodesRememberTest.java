package io.countersign.command.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
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
