package io.countersign.cli.rollback;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.EvidenceFiles;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "verify", description = "Record whether the rollback worked; a pass leads to rolled-back.", sortOptions = false)
final class VerifyRollback extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Option(names = "--outcome", paramLabel = "OUTCOME", required = true, description = "pass, fail or inconclusive.")
    @SuppressWarnings("NullAway.Init")
    private String outcome;

    @Option(names = "--observed", paramLabel = "TEXT")
    private @Nullable String observed;

    @Mixin
    private EvidenceFiles evidence = new EvidenceFiles();

    @Override
    protected Answer run(Session session) throws IOException {
        ObjectNode body = Json.put(Json.object().put("outcome", outcome), "observed", observed);
        return Receipts.of(session.command().post(Address.of("/api/v1/deployments/{}/rollback/verify", deployment.id()),
                evidence.addTo(body, session)), "rollback verified: " + outcome);
    }
}
