package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Notes on a deployment. */
@Command(name = "note", description = "Add notes to a deployment.", subcommands = NoteCommands.Add.class)
public final class NoteCommands {

    @Command(name = "add", description = "Add a note.")
    static final class Add extends Verb {

        @Mixin
        private DeploymentRef deployment = new DeploymentRef();

        @Parameters(index = "1", paramLabel = "TEXT")
        @SuppressWarnings("NullAway.Init")
        private String text;

        @Override
        protected Answer run(Session session) {
            return Receipts.of(session.command().post(Address.of("/api/v1/deployments/{}/notes", deployment.id()),
                    Json.object().put("text", text)), "noted");
        }
    }
}
