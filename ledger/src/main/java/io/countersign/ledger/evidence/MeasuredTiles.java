package io.countersign.ledger.evidence;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TilePath;
import io.countersign.ledger.tree.TileSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Hash tiles of the length they must have: cut to the width asked for, and a fault if there is less or no tile could be so long. */
final class MeasuredTiles implements TileSource {

    /** A tile of a length that no tile has at that place. */
    static final class Misshapen extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Fault fault;

        Misshapen(Fault fault) {
            super(fault.toString());
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    private final String prefix;
    private final TileSource source;

    /** @param prefix to put before a tile's path where a fault names it */
    MeasuredTiles(String prefix, TileSource source) {
        this.prefix = prefix;
        this.source = source;
    }

    @Override
    public List<byte[]> read(List<TileId> tiles) {
        List<byte[]> answers = source.read(tiles);
        List<byte[]> measured = new ArrayList<>(tiles.size());
        for (int i = 0; i < tiles.size(); i++) {
            TileId id = tiles.get(i);
            byte[] bytes = answers.get(i);
            int length = id.width() * Digest.BYTES;
            if (bytes.length < length || bytes.length > TileId.FULL * Digest.BYTES) {
                throw new Misshapen(
                        new Fault(null, path(id), "length", length + " bytes", bytes.length + " bytes"));
            }
            measured.add(bytes.length == length ? bytes : Arrays.copyOf(bytes, length));
        }
        return measured;
    }

    byte[] one(TileId id) {
        return read(List.of(id)).getFirst();
    }

    String path(TileId id) {
        return prefix + TilePath.format(id);
    }
}
