package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Erases what was said in an entry; the entry itself stays. */
@Command(name = "erase", description = {"Erase what was said in an entry, for good (Security, Compliance).",
    "The erasure is an entry itself; the entry it is about stays as it was sealed, and every proof with it."}, sortOptions = false)
public final class Erase extends Verb {

    @Parameters(index = "0", paramLabel = "D", description = "The deployment whose entry it is; - for an entry of none, such as a person's introduction.")
    @SuppressWarnings("NullAway.Init")
    private String deployment;

    @Parameters(index = "1", paramLabel = "POSITION", description = "Of the entry, as the timeline shows it.")
    private long position;

    @Parameters(index = "2", paramLabel = "FIELD", description = "Such as note, reason, text, observed or name.")
    @SuppressWarnings("NullAway.Init")
    private String field;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, and under what authority.")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Override
    protected Answer run(Session session) {
        ObjectNode body = Json.object().put("field", field).put("reason", reason);
        if (!deployment.equals("-")) {
            body.put("deployment", deployment);
        }
        JsonNode erased = session.command()
                .post(Address.of("/api/v1/entries/{}/erase", Long.toString(position)), body);
        return Receipts.of(erased, "erased " + field + " of entry " + position);
    }
}
