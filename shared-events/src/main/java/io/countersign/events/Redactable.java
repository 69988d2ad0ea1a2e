package io.countersign.events;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A value that stands in the ledger only as the digest of its disclosure, so that it can be erased or withheld without breaking a hash.
 *
 * @param digest base64url SHA-256 of the disclosure's text, as in SD-JWT
 */
public record Redactable(String digest) {

    private static final Pattern IN_JSON = Pattern.compile("\\{\"digest\":\"([A-Za-z0-9_-]{43})\"\\}");

    /** Digests of the redactable values that an event's compact JSON names. */
    public static Set<String> digestsIn(String data) {
        return IN_JSON.matcher(data).results().map(m -> m.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
