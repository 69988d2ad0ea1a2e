package io.countersign.query.intake;

import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.query.Config;
import io.countersign.query.intake.MirrorTable.Reach;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The checkpoint that covers the mirror, with our cosignature where it was given for exactly that size. Called within a snapshot. */
@Component
public class Witnessed {

    private final WitnessTable table;
    private final MirrorTable mirror;
    private final String key;
    private final String origin;

    Witnessed(Config config, Ed25519Key key, InstantSource clock, WitnessTable table, MirrorTable mirror) {
        this.table = table;
        this.mirror = mirror;
        this.origin = config.origin();
        this.key = Ed25519.cosigner(config.origin() + "/query", key, clock).verifierKey().format();
    }

    /** Empty while nothing is mirrored. */
    public Optional<String> note() {
        Reach reach = mirror.reach();
        return table.last(key, origin).filter(c -> c.size() == reach.size()).map(WitnessTable.Cosigned::note)
                .or(() -> Optional.ofNullable(reach.checkpoint()));
    }
}
