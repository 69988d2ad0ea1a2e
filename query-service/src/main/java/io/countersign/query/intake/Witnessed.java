package io.countersign.query.intake;

import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.NoteRejected;
import io.countersign.ledger.note.SignedNote;
import io.countersign.query.Config;
import io.countersign.query.intake.MirrorTable.Reach;
import io.countersign.query.intake.WitnessTable.Cosigned;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The checkpoints that cover the mirror: the latest cosigned here, and the log's own over all of it. Called within a snapshot. */
@Component
public class Witnessed {

    /** @param size of the tree that the note is of */
    public record Covering(long size, SignedNote note) {}

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

    /** The latest with our cosignature, at most as long as the mirror; before there is one, the log's own over the mirror. Empty while nothing is mirrored. */
    public Optional<String> note() {
        Reach reach = mirror.reach();
        return table.last(key, origin).filter(c -> c.size() <= reach.size()).map(Cosigned::note)
                .or(() -> Optional.ofNullable(reach.checkpoint()));
    }

    /** What was cosigned last, whether the mirror reaches it or not. */
    public Optional<String> cosigned() {
        return table.last(key, origin).map(Cosigned::note);
    }

    /** The latest cosigned if it covers a position, else the log's own over the whole mirror. */
    public Optional<Covering> covering(long position) {
        Reach reach = mirror.reach();
        return table.last(key, origin).filter(c -> c.size() <= reach.size() && c.size() > position)
                .map(c -> new Covering(c.size(), parse(c.note())))
                .or(() -> Optional.ofNullable(reach.checkpoint()).map(n -> new Covering(reach.size(), parse(n))));
    }

    private static SignedNote parse(String note) {
        try {
            return SignedNote.parse(note);
        } catch (NoteRejected e) {
            throw new IllegalStateException("a note this service stored itself does not parse", e);
        }
    }
}
