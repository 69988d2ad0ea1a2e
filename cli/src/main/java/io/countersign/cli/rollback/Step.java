package io.countersign.cli.rollback;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.DeploymentRef;
import io.countersign.cli.session.EvidenceFiles;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Moments;
import io.countersign.cli.session.OccurredAt;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "step", description = "Record a numbered step of the rollback; it settles its item, in order.", sortOptions = false)
final class Step extends Verb {

    @Mixin
    private DeploymentRef deployment = new DeploymentRef();

    @Parameters(index = "1", paramLabel = "STEP", description = "The step's item: its id, or an unambiguous suffix of it.")
    @SuppressWarnings("NullAway.Init")
    private String step;

    @Option(names = "--command", paramLabel = "TEXT", description = "The command that was run.")
    private @Nullable String command;

    @Option(names = "--exit-code", paramLabel = "N")
    private @Nullable Integer exitCode;

    @Option(names = "--duration", paramLabel = "DURATION", description = "How long it took, such as 850ms, 12s or 3m.")
    private @Nullable String duration;

    @Option(names = "--output", paramLabel = "FILE", description = "What the command printed; its digest is recorded. Give it as --evidence too to keep it.")
    private @Nullable Path output;

    @Option(names = "--note", paramLabel = "TEXT")
    private @Nullable String note;

    @Mixin
    private EvidenceFiles evidence = new EvidenceFiles();

    @Mixin
    private OccurredAt occurredAt = new OccurredAt();

    @Override
    protected Answer run(Session session) throws IOException {
        ObjectNode body = Json.put(Json.object(), "command", command);
        if (exitCode != null) {
            body.put("exitCode", exitCode);
        }
        if (duration != null) {
            body.put("durationMillis", Moments.duration("--duration", duration).toMillis());
        }
        if (output != null) {
            body.put("output", digest(session.path(output)));
        }
        evidence.addTo(occurredAt.addTo(Json.put(body, "note", note)), session);
        JsonNode recorded = session.command().post(
                Address.of("/api/v1/deployments/{}/rollback/steps/{}/record", deployment.id(), step), body);
        return Receipts.of(recorded, "step done: " + Json.maybe(recorded, "item").orElse(step));
    }

    private static String digest(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Failure.local("--output " + file + " is no file");
        }
        return EvidenceFiles.sha256(file);
    }
}
