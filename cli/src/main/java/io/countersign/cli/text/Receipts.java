package io.countersign.cli.text;

import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Plain;
import tools.jackson.databind.JsonNode;

/** What a write is answered with, in one line: what was done and at which position of the ledger it stands. */
public final class Receipts {

    private Receipts() {}

    public static Answer of(JsonNode written, String done) {
        return Answer.of(written, () -> line(written, done));
    }

    public static String line(JsonNode written, String done) {
        String position = Json.text(written.path("receipt"), "position");
        return Plain.line(done) + (position.isEmpty() ? "" : "  (entry " + position + ")");
    }
}
