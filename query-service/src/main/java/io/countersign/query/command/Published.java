package io.countersign.query.command;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A published checkpoint as command-service tells of it. Nothing of it has been checked.
 *
 * @param note       the signed note
 * @param keys       vkeys of the log's own further lines, ML-DSA's for one
 * @param witnessed  size of the newest checkpoint up to this one that counts as witnessed; null for none
 * @param quorum     {@code met}, {@code unmet} or {@code none}
 * @param lacking    to the quorum, in words
 * @param timestamps DER of RFC 3161 answers
 */
public record Published(long size, String note, List<String> keys, @Nullable Long witnessed, String quorum,
        List<String> lacking, List<Cosigner> witnesses, List<byte[]> timestamps) {

    /** @param size it is known to have cosigned last; null for none; @param own whether it is one of our own */
    public record Cosigner(String name, String vkey, @Nullable Long size, boolean own) {}

    static Published read(JsonNode answer) throws java.io.IOException {
        try {
            JsonNode witnessed = answer.path("witnessed");
            return new Published(answer.path("size").asLong(), answer.path("checkpoint").asString(),
                    texts(answer.path("keys")), number(witnessed.path("size")),
                    witnessed.path("quorum").asString(), texts(witnessed.path("lacking")),
                    witnessed.path("witnesses").valueStream()
                            .map(w -> new Cosigner(w.path("name").asString(), w.path("vkey").asString(),
                                    number(w.path("size")), w.path("own").asBoolean()))
                            .toList(),
                    answer.path("timestamps").valueStream()
                            .map(t -> Base64.getDecoder().decode(t.path("token").asString())).toList());
        } catch (IllegalArgumentException | tools.jackson.core.JacksonException e) {
            throw new java.io.IOException("command-service answered what is no published checkpoint", e);
        }
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static @Nullable Long number(JsonNode value) {
        return value.isNumber() ? Long.valueOf(value.asLong()) : null;
    }
}
