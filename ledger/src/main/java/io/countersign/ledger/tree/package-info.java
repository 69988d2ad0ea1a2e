/**
 * The Merkle tree over leaf hashes: appending, tiles as C2SP tlog-tiles has them, and RFC 6962 proofs. Nothing here reads or writes\n * anything but through {@link io.countersign.ledger.tree.TileSource}.
 */
@NullMarked
package io.countersign.ledger.tree;

import org.jspecify.annotations.NullMarked;
