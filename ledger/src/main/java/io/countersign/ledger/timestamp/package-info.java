/**
 * Time from a third party (RFC 3161): what is asked of a timestamp authority, and what its token proves. Beside note the only caller of
 * Bouncy Castle.
 */
@NullMarked
package io.countersign.ledger.timestamp;

import org.jspecify.annotations.NullMarked;
