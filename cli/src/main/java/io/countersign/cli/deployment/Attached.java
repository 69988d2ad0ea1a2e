package io.countersign.cli.deployment;

import io.countersign.cli.session.Json;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The files that back something, in a line: each by its name, or its digest's beginning, with its media type. */
final class Attached {

    private Attached() {}

    /** @return empty where there are none */
    static String to(JsonNode entry) {
        JsonNode evidence = entry.path("evidence");
        Stream<JsonNode> files = evidence.isObject() ? Stream.of(evidence) : Json.each(entry, "evidence");
        return files.map(Attached::file).collect(Collectors.joining(", "));
    }

    private static String file(JsonNode file) {
        String sha256 = Json.text(file, "sha256");
        String name = Json.said(file, "name");
        String shown = name.isEmpty() ? sha256.substring(0, Math.min(12, sha256.length())) : name;
        return shown + Json.maybe(file, "mediaType").map(type -> " (" + type + ")").orElse("");
    }
}
