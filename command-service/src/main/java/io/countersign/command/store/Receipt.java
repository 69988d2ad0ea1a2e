package io.countersign.command.store;

import io.countersign.ledger.hash.Digest;

/**
 * What every write answers: proof that the entry stands in the log.
 *
 * @param proof a C2SP {@code .tlog-proof} against a signed checkpoint; verifies offline
 */
public record Receipt(long position, Digest leafHash, String proof) {}
