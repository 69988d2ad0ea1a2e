package io.countersign.ledger.evidence;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TilePath;
import io.countersign.ledger.tree.TileSource;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the first thing that is wrong in a bundle of which {@link BundleCheck} says that something is: goes through it entry by entry, slowly, with what the log before it
 * came to. An entry's leaf hash is compared first, so that an entry changed after it was sealed is named by both hashes, whatever was changed in it.
 */
final class BundleFault {

    private final TileSource source;
    private final Checkpoint checkpoint;
    private final TileId id;
    private final byte[] bundle;
    private final String path;
    private final TileRows rows;
    private final StreamCounts counts;
    private final Map<String, Long> since = new HashMap<>();
    private final byte[] hashes;
    private Digest previous;
    private Instant time;

    /**
     * @param rows     the tree of all bundles before
     * @param counts   of all streams in the bundles before
     * @param previous leaf hash of the entry before the first
     * @param time     of the entry before the first
     */
    BundleFault(TileSource source, Checkpoint checkpoint, TileId id, byte[] bundle, TileRows rows, StreamCounts counts,
            Digest previous, Instant time) {
        this.source = source;
        this.checkpoint = checkpoint;
        this.id = id;
        this.bundle = bundle;
        this.path = TilePath.format(id);
        this.rows = rows;
        this.counts = counts;
        this.previous = previous;
        this.time = time;
        this.hashes = new byte[id.width() * Digest.BYTES];
    }

    /**
     * @return what is wrong
     * @throws IllegalStateException if nothing is
     * @throws UncheckedIOException  if the entries are well and the tile of their hashes cannot be read
     */
    FaultFound find() {
        try {
            Optional<byte[]> tile = tile();
            int at = 0;
            for (int place = 0; place < id.width(); place++) {
                long position = id.index() * TileId.FULL + place;
                int end = Framing.end(bundle, at);
                if (end < 0) {
                    return FaultFound.at(position, path, "content", "an entry behind its length",
                            "the bundle's end at byte " + bundle.length);
                }
                check(position, place, Arrays.copyOfRange(bundle, at + Framing.PREFIX, end), tile, end);
                at = end;
            }
            if (id.isFull() && at != bundle.length) {
                return FaultFound.in(path, "length", at + " bytes", bundle.length + " bytes");
            }
            byte[] served = BundleCheck.read(source, hashTile());
            TileRows.requireLength(hashTile(), TilePath.format(hashTile()), served);
        } catch (FaultFound found) {
            return found;
        }
        throw new IllegalStateException(path + " was suspected, and nothing is wrong with it");
    }

    private TileId hashTile() {
        return new TileId(0, id.index(), id.width());
    }

    private Optional<byte[]> tile() {
        try {
            byte[] tile = BundleCheck.read(source, hashTile());
            return tile.length < hashes.length ? Optional.empty() : Optional.of(tile);
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private void check(long position, int place, byte[] bytes, Optional<byte[]> tile, int next) throws FaultFound {
        Digest leaf = TreeHasher.leaf(bytes);
        leaf.copyTo(hashes, place * Digest.BYTES);
        if (tile.isPresent()) {
            Digest listed = Digest.of(tile.get(), place * Digest.BYTES);
            if (!listed.equals(leaf)) {
                throw changed(position, place, bytes, next, listed, leaf);
            }
        }
        try {
            checkEntry(position, EntryCodec.decode(bytes));
        } catch (MalformedEntry e) {
            throw FaultFound.at(position, path, "content", "an entry in its one spelling",
                    String.valueOf(e.getMessage()));
        }
        previous = leaf;
    }

    /** The entry's bytes and the tile do not fit each other: one of them was changed. What else holds the hash tells which. */
    private FaultFound changed(long position, int place, byte[] bytes, int next, Digest listed, Digest leaf) {
        if (isWitnessed(position, place, next, leaf)) {
            String tilePath = TilePath.format(hashTile());
            return FaultFound.at(position, tilePath, "hash " + place + " of the tile", leaf, listed);
        }
        String what = "leaf hash";
        try {
            EntryCodec.decode(bytes);
        } catch (MalformedEntry e) {
            what += " (" + e.getMessage() + ")";
        }
        return FaultFound.at(position, path, what, listed, leaf);
    }

    /** Whether the next entry, or for the last one the checkpoint's root, has the hash that the entry's bytes give. */
    private boolean isWitnessed(long position, int place, int next, Digest leaf) {
        try {
            if (position == checkpoint.size() - 1) {
                return (id.isFull() ? rows.rootWith(hashes) : rows.root(hashes)).equals(checkpoint.root());
            }
            byte[] following = place + 1 < id.width()
                    ? bundle
                    : BundleCheck.read(source, TileId.in(checkpoint.size(), TileId.ENTRIES, id.index() + 1));
            int from = place + 1 < id.width() ? next : 0;
            int end = Framing.end(following, from);
            return end >= 0 && EntryCodec.decode(Arrays.copyOfRange(following, from + Framing.PREFIX, end)).previous()
                    .equals(leaf);
        } catch (MalformedEntry | UncheckedIOException | FaultFound e) {
            return false;
        }
    }

    private void checkEntry(long position, Entry entry) throws FaultFound {
        require(entry.position() == position, position, "position", position, entry.position());
        require(entry.source().equals(checkpoint.origin()), position, "source", checkpoint.origin(), entry.source());
        require(entry.previous().equals(previous), position, "previous", previous, entry.previous());
        require(!entry.time().isBefore(time), position, "time", "not before " + time, entry.time());
        for (StreamIndex each : entry.streams()) {
            long expected = since.computeIfAbsent(each.stream(), counts::count);
            require(each.index() == expected, position, "index in stream " + each.stream(), expected, each.index());
            since.put(each.stream(), expected + 1);
        }
        time = entry.time();
    }

    private void require(boolean holds, long position, String what, Object expected, Object found) throws FaultFound {
        if (!holds) {
            throw FaultFound.at(position, path, what, expected, found);
        }
    }
}
