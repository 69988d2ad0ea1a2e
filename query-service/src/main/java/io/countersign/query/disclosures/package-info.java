/**
 * What redactable fields say. Views and mirror hold digests only; what they stand for is pulled from command-service into one table of its own and
 * joined into answers at the very end, so that deleting a row here is all that an erasure needs.
 */
@NullMarked
package io.countersign.query.disclosures;

import org.jspecify.annotations.NullMarked;
