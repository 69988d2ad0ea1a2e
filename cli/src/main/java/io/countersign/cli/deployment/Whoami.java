package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Plain;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Who the services take the caller for. */
@Command(name = "whoami", description = "Show who the services take you for, and your roles.")
public final class Whoami extends Verb {

    @Override
    protected Answer run(Session session) {
        JsonNode me = session.command().get(Address.of("/api/v1/whoami"));
        return Answer.of(me, () -> Plain.line(Json.text(me, "name") + " (" + Json.text(me, "subject") + " at "
                + Json.text(me, "issuer") + "), " + Json.text(me, "kind") + ", "
                + Json.maybe(me, "person").orElse("not yet known to the ledger"))
                + "\nroles: "
                + Plain.line(String.join(", ", Json.each(me, "roles").map(JsonNode::asString).toList())));
    }
}
