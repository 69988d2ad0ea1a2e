package io.countersign.cli.text;

import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Plain;
import tools.jackson.databind.JsonNode;

/** What a write is answered with: what was done, at which position of the ledger it stands, and which sign-offs it cost. */
public final class Receipts {

    private Receipts() {}

    public static Answer of(JsonNode written, String done) {
        return Answer.of(written, () -> line(written, done));
    }

    public static String line(JsonNode written, String done) {
        String position = Json.text(written.path("receipt"), "position");
        return Plain.line(done) + (position.isEmpty() ? "" : "  (entry " + position + ")") + lapsed(written);
    }

    private static String lapsed(JsonNode written) {
        int lapsed = written.path("lapsed").size();
        return switch (lapsed) {
            case 0 -> "";
            case 1 -> "\nsign-offs: 1 lapsed by this and has to be given again";
            default -> "\nsign-offs: " + lapsed + " lapsed by this and have to be given again";
        };
    }
}
