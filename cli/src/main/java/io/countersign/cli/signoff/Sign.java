package io.countersign.cli.signoff;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A person's declaration, in a role, over a deployment as it stands. */
@Command(name = "sign", description = {"Sign a deployment off in a role, or decline to.",
    "What is signed is the statement of every item and control as it stands: if it changes before the",
    "sign-off is sealed, the sign-off is refused."}, sortOptions = false)
public final class Sign extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Option(names = "--role", paramLabel = "ROLE", required = true, description = "Such as Developer; your own.")
    @SuppressWarnings("NullAway.Init")
    private String role;

    @Option(names = "--meaning", paramLabel = "TEXT", description = "What you declare: authored, reviewed, approved, accepted risk, or your own words.")
    private @Nullable String meaning;

    @Option(names = "--statement", paramLabel = "SHA256", description = "The statement you saw earlier; else the one that stands now.")
    private @Nullable String statement;

    @Option(names = "--decline", description = "Decline to sign; needs --reason.")
    private boolean decline;

    @Option(names = "--reason", paramLabel = "TEXT")
    private @Nullable String reason;

    @Override
    protected Answer run(Session session) {
        return decline ? decline(session) : sign(session);
    }

    private Answer sign(Session session) {
        if (meaning == null) {
            throw Failure.usage("sign needs --meaning TEXT, or --decline --reason TEXT");
        }
        ObjectNode body = Json.object().put("role", role).put("meaning", meaning).put("statement",
                statement == null ? current(session) : statement);
        JsonNode signed = session.command().post(Address.of("/api/v1/deployments/{}/sign-offs", deployment.id()), body);
        return Receipts.of(signed, "signed as " + Json.maybe(signed, "role").orElse(role) + " over statement "
                + Json.text(signed, "statement"));
    }

    private String current(Session session) {
        JsonNode answer = session.query().get(Address.of("/api/v1/deployments/{}/statement", deployment.id())
                .with("atLeast", session.atLeast(null)));
        return Json.maybe(answer, "sha256")
                .orElseThrow(() -> Failure.local("query-service names no digest of the statement"));
    }

    private Answer decline(Session session) {
        if (reason == null) {
            throw Failure.usage("--decline needs --reason TEXT");
        }
        JsonNode declined = session.command().post(
                Address.of("/api/v1/deployments/{}/sign-offs/decline", deployment.id()),
                Json.object().put("role", role).put("reason", reason));
        return Receipts.of(declined, "declined as " + role);
    }
}
