/** Tests of this room of the ledger. */
@NullMarked
package io.countersign.ledger.disclosure;

import org.jspecify.annotations.NullMarked;
