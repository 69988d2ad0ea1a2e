package io.countersign.query.answer;

import java.time.Instant;

/**
 * What an answer is as of: what was recorded up to a position, looked at from an instant. What time alone changes, the expiry of a waiver, follows
 * from the instant.
 *
 * @param position the last entry that counts; −1 before the first
 */
public record Moment(long position, Instant instant) {}
