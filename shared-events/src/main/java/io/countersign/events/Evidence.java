package io.countersign.events;

import org.jspecify.annotations.Nullable;

/**
 * A file that backs a claim: in the evidence store, or kept elsewhere, under a URL.
 *
 * @param sha256 lower-case hex SHA-256 of the file's bytes; in the evidence store the file lies under this name
 * @param size in bytes; null of a file elsewhere, which nobody here has seen
 * @param name what the caller called it
 * @param url where a file that is not in the store is kept; null of one that is
 * @param mediaType what its bytes were found to be, or what they were declared as where bytes do not tell, such as {@code text/csv}: lower case, without
 *            parameters; null of a file elsewhere, and where it was not looked at
 */
public record Evidence(String sha256, @Nullable Long size, @Nullable Redactable name, @Nullable Redactable url,
        @Nullable String mediaType) {

    /** A file in the evidence store, whose type was not looked at. */
    public Evidence(String sha256, long size, @Nullable Redactable name) {
        this(sha256, size, name, null, null);
    }
}
