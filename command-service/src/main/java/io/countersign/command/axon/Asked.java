package io.countersign.command.axon;

import io.countersign.command.decision.Question;
import io.countersign.command.identity.Asker;
import org.jspecify.annotations.Nullable;

/**
 * The one command message of this service: a question, who puts it, and under which key a repeat of it is known.
 *
 * @param fresh whether it is to be decided from what is stored, rather than from what is remembered
 */
public record Asked(Asker asker, Question question, @Nullable Key key, boolean fresh) {

    public Asked(Asker asker, Question question, @Nullable Key key) {
        this(asker, question, key, false);
    }

    /** The same, to be decided from what is stored. */
    Asked again() {
        return new Asked(asker, question, key, true);
    }

    /**
     * @param idempotencyKey keyed HMAC of caller and key, base64url
     * @param requestDigest keyed HMAC of method, path and body, base64url
     */
    public record Key(String idempotencyKey, String requestDigest) {}
}
