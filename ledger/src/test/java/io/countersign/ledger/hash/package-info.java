/** Tests of this room of the ledger. */
@NullMarked
package io.countersign.ledger.hash;

import org.jspecify.annotations.NullMarked;
