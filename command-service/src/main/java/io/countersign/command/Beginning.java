package io.countersign.command;

import io.countersign.command.continuity.Continuity;
import io.countersign.command.decision.Ids;
import io.countersign.command.store.LedgerStore;
import org.springframework.context.SmartLifecycle;

/** Begins an empty log, once nobody remembers that it had entries. */
final class Beginning implements SmartLifecycle {

    private final LedgerStore ledger;
    private final Continuity continuity;
    private final Ids ids;
    private volatile boolean running;

    Beginning(LedgerStore ledger, Continuity continuity, Ids ids) {
        this.ledger = ledger;
        this.continuity = continuity;
        this.ids = ids;
    }

    @Override
    public void start() {
        try {
            continuity.awaitAsked();
            ledger.begin(ids::next);
            running = true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything else that starts. */
    @Override
    public int getPhase() {
        return -1;
    }
}
