/** Tests of this room of the ledger. */
@NullMarked
package io.countersign.ledger.tree;

import org.jspecify.annotations.NullMarked;
