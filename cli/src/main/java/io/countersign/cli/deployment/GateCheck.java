package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.AsOf;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Exit;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Conditions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The question whether a deployment may go live or be closed. */
@Command(name = "gate", description = "May it go live, may it be closed? Prints every unmet condition; exit 4 if there is one.")
public final class GateCheck extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Option(names = "--for", paramLabel = "GATE", description = "go-live or close; else the one that lies ahead.")
    private @Nullable String gate;

    @Mixin
    private AsOf asOf = new AsOf();

    @Override
    protected Answer run(Session session) {
        JsonNode answer = session.query()
                .get(asOf.to(Address.of("/api/v1/deployments/{}/gate", deployment.id()).with("for", gate), session));
        boolean open = answer.path("open").asBoolean(false);
        return Answer.of(answer, () -> text(answer, open)).exiting(open ? Exit.DONE : Exit.GATE);
    }

    private static String text(JsonNode answer, boolean open) {
        String gate = Json.text(answer, "gate");
        return open
                ? gate + ": every condition is met"
                : gate + ": " + answer.path("unmet").size() + " unmet\n" + Conditions.unmet(answer);
    }
}
