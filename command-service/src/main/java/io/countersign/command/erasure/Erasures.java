package io.countersign.command.erasure;

import io.countersign.command.disclosure.DisclosureTable;
import io.countersign.command.store.LedgerLog;
import io.countersign.events.EventCatalog;
import io.countersign.events.LedgerEvents.DisclosureErased;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** At the start deletes again what entries say was erased: a crash between seal and deletion may have left it, a restored backup brought it back. */
@Component
public final class Erasures implements ApplicationRunner {

    private final LedgerLog log;
    private final DisclosureTable disclosures;

    Erasures(LedgerLog log, DisclosureTable disclosures) {
        this.log = log;
        this.disclosures = disclosures;
    }

    @Override
    public void run(ApplicationArguments none) {
        log.tagged(DisclosureErased.TAG).forEach(entry -> disclosures
                .discard(((DisclosureErased) EventCatalog.read(entry.type(), entry.data())).digests()));
    }
}
