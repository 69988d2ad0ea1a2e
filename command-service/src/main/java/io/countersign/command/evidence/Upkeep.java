package io.countersign.command.evidence;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What is done to evidence files from time to time. */
@Component
class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration UNNAMED = Duration.ofHours(24);

    private final EvidenceStore store;
    private final InstantSource clock;

    Upkeep(EvidenceStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Uploads that no command has named within a day are nobody's evidence. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void sweep() throws IOException {
        store.sweep(clock.instant().minus(UNNAMED));
    }

    /** Soon after the start, when the version or the key may be new, and now and then, for files that come back from a backup. */
    @Scheduled(fixedDelayString = "P1D", initialDelayString = "PT5S")
    void renew() throws IOException {
        Renewal.Renewed renewed = store.renew();
        if (renewed.encrypted() + renewed.wrapped() + renewed.left() > 0) {
            LOG.info(
                    "evidence files: {} encrypted that were kept as they came, {} wrapped by the newest key, {} damaged and left",
                    renewed.encrypted(), renewed.wrapped(), renewed.left());
        }
    }
}
