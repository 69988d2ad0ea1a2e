package io.countersign.command.axon;

import io.countersign.command.decision.Question;
import io.countersign.command.identity.Asker;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one command message of this service: a question, and who puts it.
 *
 * @param fresh whether it is to be decided from what is stored, rather than from what is remembered
 */
public record Asked(From from, Question question, boolean fresh) {

    /**
     * Who asks, and what came with the question.
     *
     * @param key under which a repeat is known; null if it would be another question
     * @param disclosures encoded, by digest: those that the entries come to name are stored with them
     */
    public record From(Asker asker, @Nullable Key key, Map<String, String> disclosures) {

        public From(Asker asker, @Nullable Key key) {
            this(asker, key, Map.of());
        }
    }

    /**
     * @param idempotencyKey keyed HMAC of caller and key, base64url
     * @param requestDigest keyed HMAC of method, path and body, base64url
     */
    public record Key(String idempotencyKey, String requestDigest) {}

    Asker asker() {
        return from.asker();
    }

    @Nullable
    Key key() {
        return from.key();
    }

    /** The same, to be decided from what is stored. */
    Asked again() {
        return new Asked(from, question, true);
    }
}
