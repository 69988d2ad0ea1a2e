package io.countersign.ledger.evidence;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryCodec;
import io.countersign.ledger.entry.MalformedEntry;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.hash.TreeHasher;
import io.countersign.ledger.tree.InclusionProof;
import io.countersign.ledger.tree.ProofRejected;
import io.countersign.ledger.tree.Prover;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TilePath;
import io.countersign.ledger.tree.TileSource;
import java.util.Arrays;

/** That one entry stands in the log, from the bundle it lies in and the tiles of its proof. */
final class EntryQuestion {

    private final TileSource log;
    private final MeasuredTiles tiles;
    private final long position;

    EntryQuestion(TileSource log, long position) {
        this.log = log;
        this.tiles = new MeasuredTiles("", log);
        this.position = position;
    }

    void answer(Checkpoint checkpoint, Findings findings) throws FaultFound {
        if (position < 0 || position >= checkpoint.size()) {
            findings.missing("entry " + position + ": the log has " + checkpoint.size() + " at this checkpoint");
            return;
        }
        TileId bundle = TileId.in(checkpoint.size(), TileId.ENTRIES, position / TileId.FULL);
        String path = TilePath.format(bundle);
        byte[] bytes = find(BundleCheck.read(log, bundle), path);
        checkProof(checkpoint, TreeHasher.leaf(bytes), path);
        Entry entry = decode(bytes, path);
        if (entry.position() != position) {
            throw FaultFound.at(position, path, "position", position, entry.position());
        }
        if (!entry.source().equals(checkpoint.origin())) {
            throw FaultFound.at(position, path, "source", checkpoint.origin(), entry.source());
        }
        findings.passed("entry " + position + ": " + entry.type() + " of " + entry.subject() + ", sealed "
                + entry.time() + ", is well-formed and proven to stand under the checkpoint");
    }

    private byte[] find(byte[] bundle, String path) throws FaultFound {
        int at = 0;
        for (int place = 0;; place++) {
            int end = Framing.end(bundle, at);
            if (end < 0) {
                throw FaultFound.at(position, path, "content", "an entry behind its length",
                        "the bundle's end at byte " + bundle.length);
            }
            if (place == position % TileId.FULL) {
                return Arrays.copyOfRange(bundle, at + Framing.PREFIX, end);
            }
            at = end;
        }
    }

    private void checkProof(Checkpoint checkpoint, Digest leaf, String path) throws FaultFound {
        InclusionProof proof = new Prover(tiles).prove(position, checkpoint.size());
        try {
            proof.check(leaf, checkpoint.root());
        } catch (ProofRejected rejected) {
            Digest listed = listed(checkpoint);
            boolean tileProven = isProven(proof, listed, checkpoint);
            throw tileProven
                    ? FaultFound.at(position, path, "leaf hash", listed, leaf)
                    : FaultFound.at(position, path, "inclusion in the tree of the checkpoint", rejected.expected(),
                            rejected.found());
        }
    }

    private Digest listed(Checkpoint checkpoint) {
        TileId tile = TileId.in(checkpoint.size(), 0, position / TileId.FULL);
        return Digest.of(tiles.one(tile), (int) (position % TileId.FULL) * Digest.BYTES);
    }

    private static boolean isProven(InclusionProof proof, Digest leaf, Checkpoint checkpoint) {
        try {
            proof.check(leaf, checkpoint.root());
            return true;
        } catch (ProofRejected e) {
            return false;
        }
    }

    private Entry decode(byte[] bytes, String path) throws FaultFound {
        try {
            return EntryCodec.decode(bytes);
        } catch (MalformedEntry e) {
            throw FaultFound.at(position, path, "content", "an entry in its one spelling",
                    String.valueOf(e.getMessage()));
        }
    }
}
