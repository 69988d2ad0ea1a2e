/**
 * Evidence packs and their verification: one routine for the command line, the services and the tests, that ends in a verdict.
 */
@NullMarked
package io.countersign.ledger.evidence;

import org.jspecify.annotations.NullMarked;
