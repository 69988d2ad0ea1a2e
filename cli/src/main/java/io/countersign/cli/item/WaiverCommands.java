package io.countersign.cli.item;

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
import picocli.CommandLine.Parameters;

/** Waivers that were granted. */
@Command(name = "waiver", description = "Take a waiver back.", subcommands = WaiverCommands.Revoke.class)
public final class WaiverCommands {

    @Command(name = "revoke", description = "Revoke a waiver of an item or a control.")
    static final class Revoke extends Verb {

        @Mixin
        private DeploymentRef deployment = new DeploymentRef();

        @Parameters(index = "1", paramLabel = "WAIVER", description = "The waiver's id, as show names it.")
        @SuppressWarnings("NullAway.Init")
        private String waiver;

        @Option(names = "--reason", paramLabel = "TEXT")
        private @Nullable String reason;

        @Override
        protected Answer run(Session session) {
            return Receipts.of(
                    session.command().post(
                            Address.of("/api/v1/deployments/{}/waivers/{}/revoke", deployment.id(), waiver),
                            Json.put(Json.object(), "reason", reason)),
                    "revoked waiver " + waiver);
        }
    }
}
