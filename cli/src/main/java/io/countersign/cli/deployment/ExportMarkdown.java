package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.AsOf;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.ledger.hash.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "export", description = "Write a deployment as its checklist's Markdown, its boxes ticked, with who, when and the entry beside each.")
final class ExportMarkdown extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Mixin
    private AsOf asOf = new AsOf();

    @Option(names = "--out", paramLabel = "FILE", description = "Where to; else standard output. With --json and no --out the document holds it as base64.")
    private @Nullable Path out;

    @Override
    protected Answer run(Session session) throws IOException {
        byte[] bytes = session.query()
                .bytes(asOf.to(Address.of("/api/v1/deployments/{}/markdown", deployment.id()), session));
        String sha256 = Digest.sha256(bytes).hex();
        ObjectNode answer = Json.object().put("deployment", deployment.id()).put("size", bytes.length).put("sha256",
                sha256);
        if (out != null) {
            Files.write(session.path(out), bytes);
            return Answer.of(answer.put("out", out.toString()),
                    () -> out + ": " + bytes.length + " bytes, sha256 " + sha256);
        }
        if (session.json()) {
            return Answer.of(answer.put("markdown", Base64.getEncoder().encodeToString(bytes)), () -> "");
        }
        session.out().write(bytes);
        return Answer.of(answer, () -> "");
    }
}
