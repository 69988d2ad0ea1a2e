package io.countersign.ledger.evidence;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryBundle;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.ledger.entry.StreamIndex;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.Tile;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TilePath;
import io.countersign.ledger.tree.TileSource;
import io.countersign.ledger.tree.Tree;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * All checks of a whole log: every entry's bytes, place, link, time and stream indexes, every tile, the root. Entries are read {@value #BUNDLES_AT_ONCE} bundles at a time; what grows with
 * the log is only the count per stream.
 */
final class LogVerification {

    private static final int BUNDLES_AT_ONCE = 16;

    private final SignedNote note;
    private final TileSource source;
    private final Findings findings = new Findings();
    private final CheckpointCheck checkpoints;

    private Tree tree = Tree.empty();
    private Digest previous = TreeHasher.EMPTY;
    private Instant time = Instant.EPOCH;
    private final Map<String, Long> streams = new HashMap<>();

    /** What hashing and decoding found of one entry; independent of its neighbours, so bundles are worked on in parallel. */
    private record Decoded(Entry entry, Digest leaf) {}

    /** Decoded entries of a bundle, up to the first that is malformed, if one is. */
    private record Bundle(TileId id, List<Decoded> entries, List<FaultFound> faults) {}

    LogVerification(SignedNote note, TileSource source, Trust trust) {
        this.note = note;
        this.source = source;
        this.checkpoints = new CheckpointCheck(trust, findings);
    }

    Verdict run() {
        try {
            check();
            return findings.verdict();
        } catch (FaultFound found) {
            return findings.tampered(found.fault());
        } catch (UncheckedIOException e) {
            findings.missing("part of the log: " + e.getMessage());
            return findings.verdict();
        }
    }

    private void check() throws FaultFound {
        Checkpoint checkpoint = checkpoints.open(PackName.CHECKPOINT, note, List.of());
        long bundles = (checkpoint.size() + TileId.FULL - 1) / TileId.FULL;
        for (long next = 0; next < bundles; next += BUNDLES_AT_ONCE) {
            checkBundles(checkpoint, next, Math.min(bundles, next + BUNDLES_AT_ONCE));
        }
        findings.passed("entries: all " + checkpoint.size()
                + " are well-formed, at their place, chained each to the one before, and time never runs backwards");
        findings.passed("streams: the entries of each of " + streams.size() + " are numbered from 0 without gaps");
        checkEdge(checkpoint);
        findings.passed("tiles: every hash is that of the entries' bytes or of the tile below");
        if (!tree.root().equals(checkpoint.root())) {
            throw FaultFound.in(PackName.CHECKPOINT, "root of " + checkpoint.size() + " entries", tree.root(),
                    checkpoint.root());
        }
        findings.passed("root: the tree over the entries' bytes has the checkpoint's root");
    }

    private void checkBundles(Checkpoint checkpoint, long from, long to) throws FaultFound {
        List<TileId> ids = new ArrayList<>();
        for (long index = from; index < to; index++) {
            ids.add(TileId.in(checkpoint.size(), TileId.ENTRIES, index));
        }
        List<byte[]> bundles = read(ids);
        List<Bundle> decoded = IntStream.range(0, ids.size()).parallel()
                .mapToObj(i -> decode(ids.get(i), bundles.get(i))).toList();
        List<Tile> full = new ArrayList<>();
        for (Bundle bundle : decoded) {
            List<Digest> leaves = new ArrayList<>(bundle.entries().size());
            for (Decoded each : bundle.entries()) {
                checkEntry(checkpoint, bundle.id().index() * TileId.FULL + leaves.size(), each,
                        TilePath.format(bundle.id()));
                leaves.add(each.leaf());
            }
            if (!bundle.faults().isEmpty()) {
                throw bundle.faults().getFirst();
            }
            tree = tree.append(leaves, full::add);
        }
        checkTiles(full);
    }

    private static Bundle decode(TileId id, byte[] bytes) {
        List<Decoded> entries = new ArrayList<>(id.width());
        String path = TilePath.format(id);
        try {
            for (byte[] entry : EntryBundle.parse(bytes, id.width())) {
                entries.add(new Decoded(EntryCodec.decode(entry), TreeHasher.leaf(entry)));
            }
            return new Bundle(id, entries, List.of());
        } catch (MalformedEntry e) {
            long position = id.index() * TileId.FULL + entries.size();
            return new Bundle(id, entries, List.of(FaultFound.at(position, path, "content",
                    "an entry in its one spelling", String.valueOf(e.getMessage()))));
        }
    }

    private void checkEntry(Checkpoint checkpoint, long position, Decoded found, String path) throws FaultFound {
        Entry entry = found.entry();
        require(entry.position() == position, position, path, "position", position, entry.position());
        require(entry.source().equals(checkpoint.origin()), position, path, "source", checkpoint.origin(),
                entry.source());
        require(entry.previous().equals(previous), position, path, "previous", previous, entry.previous());
        require(!entry.time().isBefore(time), position, path, "time", "not before " + time, entry.time());
        for (StreamIndex each : entry.streams()) {
            long expected = streams.merge(each.stream(), 1L, Long::sum) - 1;
            require(each.index() == expected, position, path, "index in stream " + each.stream(), expected,
                    each.index());
        }
        previous = found.leaf();
        time = entry.time();
    }

    /** The tiles that are not full at this size. */
    private void checkEdge(Checkpoint checkpoint) throws FaultFound {
        List<TileId> partial = new ArrayList<>();
        for (int level = 0; level <= TileId.MAX_LEVEL; level++) {
            long hashes = checkpoint.size() >>> TileId.HEIGHT * level;
            if (hashes % TileId.FULL > 0) {
                partial.add(TileId.in(checkpoint.size(), level, hashes / TileId.FULL));
            }
        }
        List<byte[]> own = tree.tiles(_ -> List.of()).read(partial);
        checkTiles(IntStream.range(0, partial.size()).mapToObj(i -> new Tile(partial.get(i), own.get(i))).toList());
    }

    private void checkTiles(List<Tile> expected) throws FaultFound {
        List<byte[]> found = expected.isEmpty() ? List.of() : read(expected.stream().map(Tile::id).toList());
        for (int i = 0; i < expected.size(); i++) {
            Tile tile = expected.get(i);
            byte[] served = found.get(i);
            String path = TilePath.format(tile.id());
            // a log may answer with the tile as it has grown since; what it held then is its beginning
            if (served.length < tile.bytes().length || served.length > TileId.FULL * Digest.BYTES) {
                throw FaultFound.in(path, "length", tile.bytes().length + " bytes", served.length + " bytes");
            }
            int differs = Arrays.mismatch(tile.bytes(), Arrays.copyOf(served, tile.bytes().length));
            if (differs >= 0) {
                int place = differs / Digest.BYTES;
                long hash = tile.id().index() * TileId.FULL + place;
                String what = "hash " + place + " of the tile";
                Fault fault = new Fault(tile.id().level() == 0 ? hash : null, path, what, tile.hash(place).base64(),
                        Digest.of(served, place * Digest.BYTES).base64());
                throw new FaultFound(fault);
            }
        }
    }

    private List<byte[]> read(List<TileId> ids) throws FaultFound {
        List<byte[]> found = source.read(ids);
        if (found.size() != ids.size()) {
            throw FaultFound.in(TilePath.format(ids.getFirst()), "answers", ids.size(), found.size());
        }
        return found;
    }

    private static void require(boolean holds, long position, String path, String what, Object expected, Object found)
            throws FaultFound {
        if (!holds) {
            throw FaultFound.at(position, path, what, expected, found);
        }
    }
}
