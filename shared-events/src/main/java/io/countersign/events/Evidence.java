package io.countersign.events;

import org.jspecify.annotations.Nullable;

/**
 * A file that backs a claim.
 *
 * @param sha256 lower-case hex SHA-256 of the file's bytes; the file itself lies in the evidence store under this name
 * @param size in bytes
 * @param name what the caller called it
 */
public record Evidence(String sha256, long size, @Nullable Redactable name) {}
