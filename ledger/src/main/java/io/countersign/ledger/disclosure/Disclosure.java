package io.countersign.ledger.disclosure;

import io.countersign.ledger.hash.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A value that an entry names by digest only, in the shape of SD-JWT's disclosures (RFC 9901): base64url of the JSON array {@code [salt, name, value]}.
 *
 * <p>
 * The entry holds {@code {"digest": base64url(SHA-256(ASCII(encoded)))}}. The salt keeps a short value from being guessed by hashing all candidates.
 *
 * @param salt  base64url, without padding, of 128 random bits
 * @param name  the field's name
 * @param value the field's value
 */
public record Disclosure(String salt, String name, String value) {

    private static final int SALT_BYTES = 16;

    // one spelling per value: slashes stay, everything else is escaped only where JSON demands it
    private static final JsonMapper JSON = JsonMapper.builder().disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .build();

    public Disclosure {
        byte[] bytes = Base64.getUrlDecoder().decode(salt);
        if (bytes.length != SALT_BYTES || !base64url(bytes).equals(salt)) {
            throw new IllegalArgumentException("a salt is 128 bits in base64url without padding: " + salt);
        }
    }

    /** A new disclosure, its salt drawn from a source that must not be predictable. */
    public static Disclosure draw(RandomGenerator random, String name, String value) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Disclosure(base64url(salt), name, value);
    }

    /** The text that is stored and handed out. */
    public String encoded() {
        return base64url(JSON.writeValueAsBytes(List.of(salt, name, value)));
    }

    /** The text that stands in the entry. */
    public String digest() {
        return digestOf(encoded());
    }

    /** The digest under which an entry names a disclosure. */
    public static String digestOf(String encoded) {
        return Digest.sha256(encoded.getBytes(StandardCharsets.US_ASCII)).base64url();
    }

    /**
     * Reads a disclosure in the one spelling that {@link #encoded()} gives.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Disclosure parse(String encoded) {
        JsonNode array;
        try {
            array = JSON.readTree(Base64.getUrlDecoder().decode(encoded));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a disclosure is a JSON array of three strings", e);
        }
        if (!array.isArray() || array.size() != 3 || !array.get(0).isString() || !array.get(1).isString()
                || !array.get(2).isString()) {
            throw new IllegalArgumentException("a disclosure is a JSON array of three strings");
        }
        Disclosure parsed = new Disclosure(array.get(0).stringValue(), array.get(1).stringValue(),
                array.get(2).stringValue());
        if (!parsed.encoded().equals(encoded)) {
            throw new IllegalArgumentException("a disclosure that does not encode back to itself");
        }
        return parsed;
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
