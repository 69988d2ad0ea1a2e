package io.countersign.cli.contact;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.OccurredAt;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Who was told of a deployment. */
@Command(name = "notification", description = "Record who was told of a deployment.", subcommands = NotificationCommands.Record.class)
public final class NotificationCommands {

    @Command(name = "record", description = {"Record that somebody was told, and by which message.",
        "An item can rest on it: item complete D ITEM --notification ID."}, sortOptions = false)
    static final class Record extends Verb {

        @Mixin
        private DeploymentRef deployment = new DeploymentRef();

        @Option(names = "--channel", paramLabel = "NAME", required = true, description = "Such as email.")
        @SuppressWarnings("NullAway.Init")
        private String channel;

        @Option(names = "--to", paramLabel = "TEXT", required = true, description = "Who was told.")
        @SuppressWarnings("NullAway.Init")
        private String to;

        @Option(names = "--reference", paramLabel = "TEXT", required = true, description = "The message in its channel: an id, a link.")
        @SuppressWarnings("NullAway.Init")
        private String reference;

        @Mixin
        private OccurredAt occurredAt = new OccurredAt();

        @Override
        protected Answer run(Session session) {
            JsonNode recorded = session.command().post(
                    Address.of("/api/v1/deployments/{}/notifications", deployment.id()),
                    occurredAt.addTo(Json.object().put("channel", channel).put("to", to).put("reference", reference)));
            return Receipts.of(recorded, "notification " + Json.text(recorded, "notification") + " recorded");
        }
    }
}
