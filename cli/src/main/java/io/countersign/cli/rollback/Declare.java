package io.countersign.cli.rollback;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "declare", description = "Declare a rollback; it is never gated, and its items open.")
final class Declare extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Option(names = "--reason", paramLabel = "TEXT", required = true)
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(names = "--trigger", paramLabel = "TRIGGER", description = "The trigger it answers, as the profile names it.")
    private @Nullable String trigger;

    @Override
    protected Answer run(Session session) {
        JsonNode declared = session.command().post(
                Address.of("/api/v1/deployments/{}/rollback/declare", deployment.id()),
                Json.put(Json.object().put("reason", reason), "trigger", trigger));
        JsonNode voided = declared.path("voided");
        int items = voided.path("items").size() + voided.path("moreItems").asInt(0);
        return Receipts.of(declared, "rollback declared; voided: " + voided.path("signOffs").size() + " sign-offs, "
                + items + " items\nwhom to call: countersign contact list " + deployment.id());
    }
}
