package io.countersign.cli.rollback;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.EvidenceFiles;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.OccurredAt;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "post-mortem", description = "Record what was found when the rollback was looked back at.", sortOptions = false)
final class PostMortem extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Option(names = "--finding", paramLabel = "TEXT", required = true)
    @SuppressWarnings("NullAway.Init")
    private String finding;

    @Option(names = "--link", paramLabel = "URL", description = "The whole account, under https.")
    private @Nullable String url;

    @Mixin
    private EvidenceFiles evidence = new EvidenceFiles();

    @Mixin
    private OccurredAt occurredAt = new OccurredAt();

    @Override
    protected Answer run(Session session) throws IOException {
        ObjectNode body = Json.put(Json.object().put("finding", finding), "url", url);
        return Receipts.of(
                session.command().post(Address.of("/api/v1/deployments/{}/rollback/post-mortems", deployment.id()),
                        evidence.addTo(occurredAt.addTo(body), session)),
                "post-mortem recorded");
    }
}
