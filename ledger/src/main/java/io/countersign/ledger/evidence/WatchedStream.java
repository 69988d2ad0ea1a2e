package io.countersign.ledger.evidence;

import io.countersign.ledger.evidence.BundleCheck.Checked;
import io.countersign.ledger.tree.TileId;
import java.nio.charset.StandardCharsets;

/** A stream that was asked about: where its first and its last entry stand. */
final class WatchedStream {

    private final String name;
    private final byte[] ascii;
    private long first = -1;
    private long last = -1;

    WatchedStream(String name) {
        this.name = name;
        this.ascii = name.getBytes(StandardCharsets.US_ASCII);
    }

    void see(Checked bundle) {
        int place = bundle.streams().lastPlace(ascii);
        if (place >= 0) {
            long from = bundle.id().index() * TileId.FULL;
            last = from + place;
            first = first < 0 ? from + bundle.streams().firstPlace(ascii) : first;
        }
    }

    Population population(StreamCounts counts, long size) {
        return new Population(name, counts.count(name), first, last, size);
    }
}
