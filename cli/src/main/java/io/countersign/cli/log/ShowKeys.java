package io.countersign.cli.log;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "keys", description = "Print every verifier key of the log: its type, from which position it signs, and until when.")
final class ShowKeys extends Verb {

    @Option(names = "--verified", description = "As query-service has followed them through the log, with its own keys.")
    private boolean verified;

    @Override
    protected Answer run(Session session) {
        JsonNode keys = (verified ? session.query() : session.command()).get(Address.of("/api/v1/log/keys"));
        return Answer.of(keys, () -> text(keys));
    }

    private static String text(JsonNode keys) {
        StringBuilder out = new StringBuilder();
        for (JsonNode key : keys.path("keys")) {
            out.append(key.path("vkey").asString()).append("\n  ").append(key.path("type").asString());
            if (key.path("from").isNumber()) {
                out.append(", from ").append(key.path("from").asLong());
            }
            if (key.path("until").isString()) {
                out.append(", until ").append(key.path("until").asString());
            }
            out.append('\n');
        }
        return out.toString().strip();
    }
}
