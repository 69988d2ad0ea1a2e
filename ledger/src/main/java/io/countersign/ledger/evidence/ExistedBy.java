package io.countersign.ledger.evidence;

import java.time.Instant;

/**
 * The latest moment at which what was verified can have come into being: someone the caller trusts had seen the checkpoint by then.
 *
 * @param time the bound
 * @param by   whose statement it rests on
 */
public record ExistedBy(Instant time, String by) {}
