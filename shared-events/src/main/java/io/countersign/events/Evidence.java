package io.countersign.events;

import org.jspecify.annotations.Nullable;

/**
 * A file that backs a claim: in the evidence store, or kept elsewhere, under a URL.
 *
 * @param sha256 lower-case hex SHA-256 of the file's bytes; in the evidence store the file lies under this name
 * @param size in bytes; null of a file elsewhere, which nobody here has seen
 * @param name what the caller called it
 * @param url where a file that is not in the store is kept; null of one that is
 */
public record Evidence(String sha256, @Nullable Long size, @Nullable Redactable name, @Nullable Redactable url) {

    /** A file in the evidence store. */
    public Evidence(String sha256, long size, @Nullable Redactable name) {
        this(sha256, size, name, null);
    }
}
