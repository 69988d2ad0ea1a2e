/** Tests against the real parts: a log sealed by the ledger module itself, on a real topic, into a real database. */
@NullMarked
package io.countersign.query;

import org.jspecify.annotations.NullMarked;
