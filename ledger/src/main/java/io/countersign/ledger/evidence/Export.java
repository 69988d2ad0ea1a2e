package io.countersign.ledger.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the entry that records an export says: event {@code countersign.export-recorded.v1}, whose data names the manifest's digest ({@code manifest}, hex), the last position
 * considered ({@code through}), and what was asked: a deployment ({@code scope.deployment}), or a period ({@code from} inclusive, {@code to} exclusive, either may be absent) of a
 * {@code system}, an {@code environment}, both, or the whole log.
 *
 * @param streams asked for; none for the whole log
 */
record Export(String manifest, long through, boolean ofDeployment, List<String> streams, @Nullable Instant from,
        @Nullable Instant to) {

    static final String TYPE = "countersign.export-recorded.v1";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Export read(PackEntry entry) throws FaultFound {
        if (!entry.entry().type().equals(TYPE)) {
            throw FaultFound.at(entry.position(), entry.file(), "type", TYPE, entry.entry().type());
        }
        JsonNode data = JSON.readTree(entry.entry().data());
        try {
            String deployment = text(data.path("scope").path("deployment"));
            List<String> streams = deployment == null ? streams(data) : List.of("deployment/" + deployment);
            return new Export(data.path("manifest").asString(), data.path("through").asLong(-1), deployment != null,
                    streams, time(data.path("from")), time(data.path("to")));
        } catch (DateTimeException e) {
            throw FaultFound.at(entry.position(), entry.file(), "period", "two instants",
                    String.valueOf(e.getMessage()));
        }
    }

    private static List<String> streams(JsonNode data) {
        List<String> streams = new ArrayList<>();
        for (String kind : List.of("system", "environment")) {
            String name = text(data.path(kind));
            if (name != null) {
                streams.add(kind + "/" + name);
            }
        }
        return streams;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }

    private static @Nullable Instant time(JsonNode node) {
        String text = text(node);
        return text == null ? null : Instant.parse(text);
    }
}
