package io.countersign.cli.item;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.text.Receipts;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The item of a deployment that a command is about. */
final class ItemRef {

    @Parameters(index = "0", paramLabel = "D", description = "The deployment's id.")
    @SuppressWarnings("NullAway.Init")
    private String deployment;

    @Parameters(index = "1", paramLabel = "ITEM", description = "The item's id, or any suffix of it that no other item ends in.")
    @SuppressWarnings("NullAway.Init")
    private String item;

    /** @param action the path segment that says what to do with the item */
    Answer post(Session session, String action, ObjectNode body, String done) {
        JsonNode written = session.command()
                .post(Address.of("/api/v1/deployments/{}/items/{}/" + action, deployment, item), body);
        String waiver = Json.maybe(written, "waiver").map(w -> ", waiver " + w).orElse("");
        return Receipts.of(written, done + " " + Json.maybe(written, "item").orElse(item) + waiver);
    }
}
