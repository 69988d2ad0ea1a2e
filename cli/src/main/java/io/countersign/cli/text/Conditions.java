package io.countersign.cli.text;

import io.countersign.cli.session.Json;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The unmet conditions of a gate, one a line. */
public final class Conditions {

    private Conditions() {}

    /** @param node with a member {@code unmet} */
    public static String unmet(JsonNode node) {
        Columns columns = new Columns();
        Json.each(node, "unmet")
                .forEach(u -> columns.row("  " + Json.text(u, "rule"), about(u), Json.text(u, "reason")));
        return columns.toString();
    }

    /** What a condition is about: an item, a role or a control; empty for none of them. */
    private static String about(JsonNode unmet) {
        return Stream.of("item", "role", "control").flatMap(m -> Json.maybe(unmet, m).stream()).findFirst().orElse("");
    }
}
