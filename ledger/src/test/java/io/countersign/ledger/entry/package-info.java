/** Tests of this room of the ledger. */
@NullMarked
package io.countersign.ledger.entry;

import org.jspecify.annotations.NullMarked;
