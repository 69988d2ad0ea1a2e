/** Tests of this room of the ledger. */
@NullMarked
package io.countersign.ledger.checkpoint;

import org.jspecify.annotations.NullMarked;
