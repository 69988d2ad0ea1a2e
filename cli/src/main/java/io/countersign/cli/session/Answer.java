package io.countersign.cli.session;

import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * What a command found or did.
 *
 * @param json the one document that {@code --json} prints
 * @param text for people, without a line feed at its end
 * @param exit the exit code
 */
public record Answer(JsonNode json, Supplier<String> text, int exit) {

    public static Answer of(JsonNode json, Supplier<String> text) {
        return new Answer(json, text, Exit.DONE);
    }

    public Answer exiting(int code) {
        return new Answer(json, text, code);
    }
}
