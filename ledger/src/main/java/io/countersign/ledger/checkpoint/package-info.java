/**
 * What a log says of itself at a size (C2SP tlog-checkpoint), who confirms it (tlog-cosignature, tlog-policy), and the proof that one
 * entry stands under it (tlog-proof).
 */
@NullMarked
package io.countersign.ledger.checkpoint;

import org.jspecify.annotations.NullMarked;
