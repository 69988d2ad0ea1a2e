/** Tests of this room of the ledger. */
@NullMarked
package io.countersign.ledger.evidence;

import org.jspecify.annotations.NullMarked;
