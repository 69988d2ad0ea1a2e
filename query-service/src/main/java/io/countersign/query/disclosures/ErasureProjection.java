package io.countersign.query.disclosures;

import io.countersign.events.LedgerEvents.DisclosureErased;
import io.countersign.query.intake.Projection;
import io.countersign.query.intake.Verified;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/** Deletes what the log says was erased. It has no view: an erasure counts for every moment, also those before it. */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class ErasureProjection implements Projection {

    private final DisclosureTable table;

    ErasureProjection(DisclosureTable table) {
        this.table = table;
    }

    @Override
    public String tables() {
        return "";
    }

    @Override
    public void apply(List<Verified> batch) {
        for (Verified each : batch) {
            if (each.event() instanceof DisclosureErased erased) {
                table.erase(erased.digests(), each.position());
            }
        }
    }
}
