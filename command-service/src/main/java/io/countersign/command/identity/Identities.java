package io.countersign.command.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keyed hashes by which the ledger knows people and repeated requests without naming them: HMAC-SHA-256, base64url without padding, over a
 * label and the parts, each preceded by its length as eight bytes, so that no two lists of parts are the same bytes.
 */
public final class Identities {

    private static final String HMAC = "HmacSHA256";

    /** Never used itself: each hash is made with a copy, which costs less than finding the algorithm and preparing the key again. */
    private final Mac keyed;

    /** @param secret at least 32 bytes, the same for the life of the ledger: with another one nobody is known again */
    public Identities(byte[] secret) {
        if (secret.length < 32) {
            throw new IllegalArgumentException("the secret for identities has fewer than 32 bytes");
        }
        try {
            keyed = Mac.getInstance(HMAC);
            keyed.init(new SecretKeySpec(secret, HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** Who a token speaks for. */
    public String identity(String issuer, String subject) {
        return hmac("identity", utf8(issuer), utf8(subject));
    }

    /** The idempotency key as sealed: the same key means another thing to another caller. */
    public String idempotencyKey(String identity, String header) {
        return hmac("idempotency-key", utf8(identity), utf8(header));
    }

    /** What was asked under an idempotency key. */
    public String requestDigest(String method, String path, byte[] body) {
        return hmac("request", utf8(method), utf8(path), body);
    }

    private String hmac(String label, byte[]... parts) {
        try {
            Mac mac = (Mac) keyed.clone();
            update(mac, utf8(label));
            for (byte[] part : parts) {
                update(mac, part);
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HMAC-SHA-256 can be copied", e);
        }
    }

    private static void update(Mac mac, byte[] part) {
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(part.length).array());
        mac.update(part);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
