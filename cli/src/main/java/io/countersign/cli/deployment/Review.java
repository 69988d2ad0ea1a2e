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
import picocli.CommandLine.Option;

/** The review of an emergency go-live. */
@Command(name = "review", description = "Review an emergency go-live; a Reviewer or Security who did not declare it.")
public final class Review extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Option(names = "--finding", paramLabel = "TEXT", required = true)
    @SuppressWarnings("NullAway.Init")
    private String finding;

    @Override
    protected Answer run(Session session) {
        return Receipts.of(session.command().post(Address.of("/api/v1/deployments/{}/review", deployment.id()),
                Json.object().put("finding", finding)), "reviewed");
    }
}
