/** Tests of timestamps, and a {@link io.countersign.ledger.timestamp.TestAuthority} for whoever needs tokens in tests. */
@NullMarked
package io.countersign.ledger.timestamp;

import org.jspecify.annotations.NullMarked;
