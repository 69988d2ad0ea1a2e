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

    /** @throws IntakeFault naming the gap, when the log does not hand them out either */
    List<Arrival> between(long from, long to) throws IntakeFault {
        List<Arrival> found = new ArrayList<>();
        try {
            for (long next = from; next < to;) {
                long index = next / TileId.FULL;
                int width = (int) Math.min(TileId.FULL, to - index * TileId.FULL);
                byte[] bundle = log.tile(TilePath.format(new TileId(TileId.ENTRIES, index, width)));
                List<byte[]> entries = EntryBundle.parse(bundle, width);
                for (long first = index * TileId.FULL; next < first + width; next++) {
                    found.add(new Arrival(next, null, entries.get((int) (next - first)), null));
                }
            }
            return found;
        } catch (IOException | MalformedEntry e) {
            throw new IntakeFault(from, "it is missing, and the log did not hand it out (" + e.getMessage() + ")",
                    "position " + from, "position " + to);
        }
    }
}
