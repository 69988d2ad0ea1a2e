package io.countersign.cli.rollback;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "recommend", description = "Say that a trigger has come about: a rollback is then declared or declined.")
final class Recommend extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Option(names = "--reason", paramLabel = "TEXT", required = true)
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(names = "--trigger", paramLabel = "TRIGGER", required = true, description = "The trigger, as the profile names it.")
    @SuppressWarnings("NullAway.Init")
    private String trigger;

    @Override
    protected Answer run(Session session) {
        return Receipts.of(
                session.command().post(Address.of("/api/v1/deployments/{}/rollback/recommend", deployment.id()),
                        Json.put(Json.object().put("reason", reason), "trigger", trigger)),
                "rollback recommended: " + trigger);
    }
}
