/** Tests of the ledger as a whole. */
@NullMarked
package io.countersign.ledger;

import org.jspecify.annotations.NullMarked;
