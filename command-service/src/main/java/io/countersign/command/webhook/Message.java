package io.countersign.command.webhook;

import io.countersign.command.store.LedgerLog.Stored;
import io.countersign.ledger.entry.Entry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is posted of one entry, and its signatures: Standard Webhooks 1.0.0, {@code id.timestamp.body} under HMAC-SHA-256 (v1) and Ed25519 (v1a). The body is
 * {@code {"type", "timestamp", "data": {"position", "leafHash", "entry"}}}, the entry exactly as it is sealed: free text and names are digests there.
 *
 * @param id   the entry's, the same for every attempt
 * @param body not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
record Message(String id, byte[] body) {

    static Message of(Stored stored, Entry entry) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(bytes("{\"type\":\"" + entry.type() + "\",\"timestamp\":\"" + entry.time()
                + "\",\"data\":{\"position\":" + stored.position() + ",\"leafHash\":\"" + stored.leaf().base64()
                + "\",\"entry\":"));
        body.writeBytes(stored.bytes());
        body.writeBytes(bytes("}}"));
        return new Message(entry.id(), body.toByteArray());
    }

    /** The header {@code webhook-signature} of an attempt. */
    String signatures(Endpoint endpoint, Instant attempt) {
        byte[] head = bytes(id + "." + attempt.getEpochSecond() + ".");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(endpoint.secret(), "HmacSHA256"));
            mac.update(head);
            String v1 = "v1," + base64(mac.doFinal(body));
            if (endpoint.key() == null) {
                return v1;
            }
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            signed.writeBytes(head);
            signed.writeBytes(body);
            return v1 + " v1a," + base64(endpoint.key().sign(signed.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
