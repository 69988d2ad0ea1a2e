/** SHA-256 and the RFC 6962 tree hashes; the only callers of SHA-256 in Countersign. */
@NullMarked
package io.countersign.ledger.hash;

import org.jspecify.annotations.NullMarked;
