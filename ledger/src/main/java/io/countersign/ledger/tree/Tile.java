package io.countersign.ledger.tree;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import java.util.ArrayList;
import java.util.List;

/**
 * A tile's hashes, one after the other.
 *
 * @param id    which tile, and how wide
 * @param bytes 32 bytes per hash; not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // identity is the id's; the bytes are its payload
public record Tile(TileId id, byte[] bytes) {

    public Tile {
        if (id.level() < 0) {
            throw new IllegalArgumentException("a bundle of entries holds no hashes");
        }
        if (bytes.length != id.width() * Digest.BYTES) {
            throw new IllegalArgumentException("a tile of width " + id.width() + " has " + id.width() * Digest.BYTES
                    + " bytes, not " + bytes.length);
        }
    }

    static Tile of(TileId id, List<Digest> hashes) {
        byte[] bytes = new byte[hashes.size() * Digest.BYTES];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * Digest.BYTES);
        }
        return new Tile(id, bytes);
    }

    /** The hash at a place of this tile, from 0. */
    public Digest hash(int place) {
        return Digest.of(bytes, place * Digest.BYTES);
    }

    /** All hashes, from the left. */
    public List<Digest> hashes() {
        List<Digest> hashes = new ArrayList<>(id.width());
        for (int i = 0; i < id.width(); i++) {
            hashes.add(hash(i));
        }
        return hashes;
    }

    /**
     * Root of the subtree a full tile spans: one hash of the tile above.
     *
     * @throws IllegalStateException if the tile is not full
     */
    public Digest root() {
        if (!id.isFull()) {
            throw new IllegalStateException("a partial tile is hashed into nothing above: " + id);
        }
        Digest[] row = hashes().toArray(Digest[]::new);
        for (int n = row.length; n > 1; n /= 2) {
            for (int i = 0; i < n / 2; i++) {
                row[i] = TreeHasher.node(row[2 * i], row[2 * i + 1]);
            }
        }
        return row[0];
    }
}
