package io.countersign.query.evidence;

import io.countersign.events.LedgerEvents.DisclosureErased;
import io.countersign.query.intake.Projection;
import io.countersign.query.intake.Verified;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/** What was erased is erased from the packs that are kept, too: a pack that disclosed it is gone. */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class PackErasureProjection implements Projection {

    private final PackTable packs;

    PackErasureProjection(PackTable packs) {
        this.packs = packs;
    }

    @Override
    public String tables() {
        return "";
    }

    @Override
    public void apply(List<Verified> batch) {
        for (Verified each : batch) {
            if (each.event() instanceof DisclosureErased erased) {
                packs.empty(erased.digests());
            }
        }
    }
}
