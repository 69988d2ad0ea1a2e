package io.countersign.command.store;

import com.zaxxer.hikari.HikariDataSource;
import java.time.InstantSource;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.StubProcessingContext;
import org.junit.jupiter.api.AfterAll;
import org.jspecify.annotations.Nullable;

/** Axon's own conformance suite for storage engines, whole, on the real PostgreSQL. */
class AxonConformanceTest extends StorageEngineTestSuite<LedgerEventStorageEngine> {

    private @Nullable HikariDataSource pool;
    private @Nullable LedgerStore store;

    @Override
    protected LedgerEventStorageEngine buildStorageEngine() {
        HikariDataSource opened = new StoreFixture().pool();
        LedgerStore ledger = LedgerStore.unborn(opened, StoreFixture.ORIGIN, StoreFixture.SIGNER,
                InstantSource.system(),
                new TaggedText(), Appender.MANY);
        pool = opened;
        store = ledger;
        return ledger.engine();
    }

    @Override
    protected ProcessingContext processingContext() {
        return new StubProcessingContext();
    }

    @AfterAll
    void stop() {
        if (store != null && pool != null) {
            store.close();
            pool.close();
        }
    }
}
