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

@Command(name = "decline", description = "Decide against a rollback although a trigger is open, with the reason.")
final class Decline extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Option(names = "--reason", paramLabel = "TEXT", required = true)
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(names = "--trigger", paramLabel = "TRIGGER", description = "The open trigger; needed if there are several.")
    private @Nullable String trigger;

    @Override
    protected Answer run(Session session) {
        return Receipts.of(
                session.command().post(Address.of("/api/v1/deployments/{}/rollback/decline", deployment.id()),
                        Json.put(Json.object().put("reason", reason), "trigger", trigger)),
                "rollback declined");
    }
}
