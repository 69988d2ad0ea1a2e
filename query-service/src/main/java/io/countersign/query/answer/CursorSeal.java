package io.countersign.query.answer;

import io.countersign.ledger.hash.Digest;
import io.countersign.ledger.note.Ed25519Key;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Seals cursors to their list: {@code <cursor>.<seal>}, the seal being base64url of the first 16 bytes of an HMAC-SHA-256 over list and cursor. One
 * that was changed, or given out for another list or other filters, is known at once. The key follows from the service's own, so that any of its
 * nodes opens what another sealed, also after a restart.
 */
@Component
public class CursorSeal {

    private static final int BYTES = 16;

    private final SecretKeySpec key;

    CursorSeal(Ed25519Key service) {
        byte[] secret = service.sign("countersign.query cursor seal v1".getBytes(StandardCharsets.US_ASCII));
        key = new SecretKeySpec(Digest.sha256(secret).bytes(), "HmacSHA256");
    }

    /** @param list the path and what it is narrowed to */
    public String seal(String list, String cursor) {
        return cursor + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac(list, cursor));
    }

    /** The cursor, if it was sealed for this list. */
    public Optional<String> open(String list, String sealed) {
        int dot = sealed.lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String cursor = sealed.substring(0, dot);
        byte[] expected = seal(list, cursor).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, sealed.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(cursor)
                : Optional.empty();
    }

    private byte[] mac(String list, String cursor) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return Arrays.copyOf(mac.doFinal((list + "\n" + cursor).getBytes(StandardCharsets.UTF_8)), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
