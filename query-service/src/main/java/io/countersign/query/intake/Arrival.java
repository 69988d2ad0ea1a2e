package io.countersign.query.intake;

import io.countersign.ledger.hash.Digest;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it arrives, nothing about it believed yet.
 *
 * @param position   where its carrier says it stands
 * @param leafHash   what its carrier says its leaf hash is, if it says so
 * @param bytes      its bytes
 * @param checkpoint the signed note that came with it, if it was the last of its commit
 */
@SuppressWarnings("ArrayRecordComponent") // two of these are never compared
record Arrival(long position, @Nullable Digest leafHash, byte[] bytes, @Nullable String checkpoint) {}
