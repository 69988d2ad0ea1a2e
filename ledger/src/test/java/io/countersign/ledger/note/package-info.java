/** Tests of this room of the ledger. */
@NullMarked
package io.countersign.ledger.note;

import org.jspecify.annotations.NullMarked;
