package io.countersign.command.store;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.tree.Tree;
import java.time.Instant;

/**
 * Where the log ends.
 *
 * @param last leaf hash of the last entry; of the empty log, the empty tree's hash
 * @param time of the last entry
 */
record Head(Tree tree, Digest last, Instant time) {

    long size() {
        return tree.size();
    }
}
