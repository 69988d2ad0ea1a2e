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

@Command(name = "incident", description = "Say where the incident is dealt with.", sortOptions = false)
final class Incident extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Option(names = "--reference", paramLabel = "ID", required = true, description = "Its number or name there, such as INC-204.")
    @SuppressWarnings("NullAway.Init")
    private String reference;

    @Option(names = "--link", paramLabel = "URL", description = "Its page, under https.")
    private @Nullable String url;

    @Override
    protected Answer run(Session session) {
        return Receipts.of(
                session.command().post(Address.of("/api/v1/deployments/{}/rollback/incidents", deployment.id()),
                        Json.put(Json.object().put("reference", reference), "url", url)),
                "linked incident " + reference);
    }
}
