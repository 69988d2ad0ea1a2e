package io.countersign.query.intake;

import io.countersign.ledger.entry.EntryBundle;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TilePath;
import io.countersign.query.command.CommandClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Gets entries that the topic lacks from the log's own tiles. They pass the gate like any other. */
@Component
class Refill {

    private final CommandClient log;

    Refill(CommandClient log) {
        this.log = log;
    }

    /**
     * The first of what is missing: as many entries as one bundle of the log has of them, so that a gap of any length is filled piece by piece.
     *
     * @throws IntakeFault naming the gap, when the log does not hand them out either
     */
    List<Arrival> next(long from, long to) throws IntakeFault {
        long index = from / TileId.FULL;
        long first = index * TileId.FULL;
        int width = (int) Math.min(TileId.FULL, to - first);
        try {
            byte[] bundle = log.tile(TilePath.format(new TileId(TileId.ENTRIES, index, width)));
            List<byte[]> entries = EntryBundle.parse(bundle, width);
            List<Arrival> found = new ArrayList<>();
            for (long each = from; each < first + width; each++) {
                found.add(new Arrival(each, null, entries.get((int) (each - first)), null));
            }
            return found;
        } catch (IOException | MalformedEntry e) {
            throw new IntakeFault(from, "it is missing, and the log did not hand it out (" + e.getMessage() + ")",
                    "position " + from, "position " + to);
        }
    }
}
