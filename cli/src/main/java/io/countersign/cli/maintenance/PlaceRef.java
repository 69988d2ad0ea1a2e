package io.countersign.cli.maintenance;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.text.Receipts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The system and environment that a command is about. */
final class PlaceRef {

    @Parameters(index = "0", paramLabel = "SYSTEM")
    @SuppressWarnings("NullAway.Init")
    private String system;

    @Parameters(index = "1", paramLabel = "ENVIRONMENT")
    @SuppressWarnings("NullAway.Init")
    private String environment;

    /** @param action the path segment that says what to do with the obligation; @param obligation null for all of them */
    Answer post(Session session, @Nullable String obligation, String action, ObjectNode body, String done) {
        String base = "/api/v1/systems/{}/environments/{}/obligations/";
        JsonNode written = session.command().post(obligation == null
                ? Address.of(base + action, system, environment)
                : Address.of(base + "{}/" + action, system, environment, obligation), body);
        String due = Json.text(written.path("period"), "due");
        String late = written.path("withinGrace").asBoolean(false) ? ", within grace" : "";
        return Receipts.of(written,
                done + " " + (obligation == null
                        ? written.path("ended").size() + " obligations"
                        : Json.maybe(written, "obligation").orElse(obligation))
                        + (due.isEmpty() ? "" : ", period due " + due + late));
    }
}
