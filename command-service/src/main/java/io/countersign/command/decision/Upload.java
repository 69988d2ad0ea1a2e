package io.countersign.command.decision;

import org.jspecify.annotations.Nullable;

/**
 * A file that the evidence store has.
 *
 * @param size      in bytes
 * @param mediaType what its bytes say, or what they were declared as where bytes do not tell; null of a file that cannot be read now
 */
public record Upload(long size, @Nullable String mediaType) {}
