package io.countersign.ledger.evidence;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.tree.ConsistencyProof;
import io.countersign.ledger.tree.ProofRejected;
import io.countersign.ledger.tree.Prover;
import io.countersign.ledger.tree.TileSource;

/** That the log as it was is the beginning of what it is now, by a consistency proof made from its tiles. */
final class PrefixQuestion {

    private final Prover prover;
    private final Checkpoint now;

    PrefixQuestion(TileSource log, Checkpoint now) {
        this.prover = new Prover(new MeasuredTiles("", log));
        this.now = now;
    }

    /** @param kept an older checkpoint that the log has signed */
    void answer(String name, Checkpoint kept, Findings findings) throws FaultFound {
        if (kept.size() > now.size()) {
            findings.missing("entries " + now.size() + " to " + (kept.size() - 1) + ": " + name + " is at size "
                    + kept.size() + ", and the log answers with a checkpoint at size " + now.size());
            return;
        }
        ConsistencyProof proof = prover.proveConsistency(kept.size(), now.size());
        try {
            proof.check(kept.root(), now.root());
        } catch (ProofRejected e) {
            // tiles that hash up to the checkpoint's root give the root that the log has now for that size
            Digest found = kept.size() == now.size() ? now.root() : provenRoot(kept.size());
            throw new FaultFound(new Fault(null, name, "root of the first " + kept.size()
                    + " entries (the log was forked or rewritten: it has signed both)", kept.root().base64(),
                    found.base64()));
        }
        findings.passed("consistency: the " + kept.size() + " entries of " + name + ", with root " + kept.root()
                + ", are the beginning of the log");
    }

    void answer(long size, Findings findings) throws FaultFound {
        if (size < 0 || size > now.size()) {
            findings.missing("the log at size " + size + ": it has " + now.size() + " entries at this checkpoint");
            return;
        }
        findings.passed("consistency: the first " + size + " entries, with root " + provenRoot(size)
                + ", are the beginning of the log");
    }

    /** Root at a size, shown to lead to the checkpoint's. */
    Digest provenRoot(long size) throws FaultFound {
        Digest root = prover.rootAt(size);
        try {
            prover.proveConsistency(size, now.size()).check(root, now.root());
            return root;
        } catch (ProofRejected e) {
            throw new FaultFound(new Fault(null, null, "consistency of the tiles at size " + size
                    + " with the checkpoint at " + now.size(), e.expected(), e.found()));
        }
    }
}
