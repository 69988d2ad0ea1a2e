package io.countersign.cli.deployment;

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
import tools.jackson.databind.node.ObjectNode;

/** The steps of a deployment's life. A step that its gate refuses ends with exit code 4. */
public final class Lifecycle {

    private Lifecycle() {}

    /** {@code go-live}. */
    @Command(name = "go-live", description = "Declare a deployment live; exit 4 and every unmet condition if its gate is not satisfied.")
    public static final class GoLive extends Verb {

        @Mixin
        private DeploymentRef deployment = new DeploymentRef();

        @Option(names = "--emergency", description = "Past an unsatisfied gate; needs --reason, and a review within 72 hours.")
        private boolean emergency;

        @Option(names = "--reason", paramLabel = "TEXT")
        private @Nullable String reason;

        @Override
        protected Answer run(Session session) {
            if (emergency && reason == null) {
                throw Failure.usage("--emergency needs --reason TEXT");
            }
            ObjectNode body = Json.object();
            if (emergency) {
                body.put("emergency", true);
            }
            Json.put(body, "reason", reason);
            return step(session, "/api/v1/deployments/{}/go-live", deployment, body,
                    emergency ? "live by emergency; a review is due within 72 hours" : "live");
        }
    }

    /** {@code close}. */
    @Command(name = "close", description = "Close a deployment; exit 4 and every unmet condition if its gate is not satisfied.")
    public static final class Close extends Verb {

        @Mixin
        private DeploymentRef deployment = new DeploymentRef();

        @Override
        protected Answer run(Session session) {
            return step(session, "/api/v1/deployments/{}/close", deployment, Json.object(), "closed");
        }
    }

    /** {@code abandon}. */
    @Command(name = "abandon", description = "Abandon a deployment that never went live.")
    public static final class Abandon extends Verb {

        @Mixin
        private DeploymentRef deployment = new DeploymentRef();

        @Option(names = "--reason", paramLabel = "TEXT", required = true)
        @SuppressWarnings("NullAway.Init")
        private String reason;

        @Override
        protected Answer run(Session session) {
            return step(session, "/api/v1/deployments/{}/abandon", deployment, Json.object().put("reason", reason),
                    "abandoned");
        }
    }

    private static Answer step(Session session, String path, DeploymentRef deployment, ObjectNode body, String done) {
        try {
            return Receipts.of(session.command().post(Address.of(path, deployment.id()), body), done);
        } catch (Failure e) {
            throw e.atGate();
        }
    }
}
