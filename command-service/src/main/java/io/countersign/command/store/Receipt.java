package io.countersign.command.store;

import io.countersign.ledger.hash.Digest;

/**
 * Proof that an entry stands in the log. What a write answers is this as JSON, beside how far witnesses have confirmed the log, of which the store knows nothing.
 *
 * @param proof a C2SP {@code .tlog-proof} against a signed checkpoint; verifies offline
 */
public record Receipt(long position, Digest leafHash, String proof) {}
