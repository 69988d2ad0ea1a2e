package io.countersign.cli.log;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "rotate-key", description = {
    "Give the log a new signing key. Both keys sign until the overlap ends, then the new one alone.",
    "What was signed before stays verifiable by the key of then: keep it."})
final class RotateKey extends Verb {

    @Option(names = "--overlap", paramLabel = "DURATION", description = "How long both sign, such as P7D or PT1H; seven days if not given.")
    private @Nullable String overlap;

    @Override
    protected Answer run(Session session) {
        ObjectNode body = Json.object();
        Json.put(body, "overlap", overlap);
        JsonNode rotated = session.command().post(Address.of("/api/v1/log/keys/rotate"), body);
        return Receipts.of(rotated,
                "rotated to " + Json.text(rotated, "next") + "; both keys sign until "
                        + Json.text(rotated, "overlapEnd"));
    }
}
