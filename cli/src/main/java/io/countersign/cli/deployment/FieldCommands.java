package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The fields of a deployment's form. */
@Command(name = "field", description = "Set a field of a deployment's form.", subcommands = FieldCommands.Set.class)
public final class FieldCommands {

    @Command(name = "set", description = "Set a field; an earlier value stays in the ledger.")
    static final class Set extends Verb {

        @Mixin
        private DeploymentRef deployment = new DeploymentRef();

        @Parameters(index = "1", paramLabel = "K=V")
        @SuppressWarnings("NullAway.Init")
        private String assignment;

        @Override
        protected Answer run(Session session) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw Failure.usage("'" + assignment + "' is no K=V");
            }
            String name = assignment.substring(0, equals);
            return Receipts.of(session.command().post(Address.of("/api/v1/deployments/{}/fields", deployment.id()),
                    Json.object().put("name", name).put("value", assignment.substring(equals + 1))), "set " + name);
        }
    }
}
