package io.countersign.events;

/**
 * A value that stands in the ledger only as the digest of its disclosure, so that it can be erased or withheld without breaking a hash.
 *
 * @param digest base64url SHA-256 of the disclosure's text, as in SD-JWT
 */
public record Redactable(String digest) {}
