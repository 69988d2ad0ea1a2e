package io.countersign.cli.rollback;

import io.countersign.cli.session.EvidenceFiles;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Moments;
import io.countersign.cli.session.OccurredAt;
import io.countersign.cli.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is said of a step: the commands that were run, one after the other, or why it was skipped. */
final class Runs {

    /** One command; the next begins where one of these options is given again. */
    static final class Run {

        @Option(names = "--command", paramLabel = "TEXT", description = "A command that was run; again for each further one, with its own exit code.")
        private @Nullable String command;

        @Option(names = "--exit-code", paramLabel = "N")
        private @Nullable Integer exitCode;

        @Option(names = "--duration", paramLabel = "DURATION", description = "How long it took, such as 850ms, 12s or 3m.")
        private @Nullable String duration;

        @Option(names = "--output", paramLabel = "FILE", description = "What it printed; its digest is recorded. Give it as --evidence too to keep it.")
        private @Nullable Path output;

        @Option(names = "--output-digest", paramLabel = "HEX", description = "The SHA-256 of what it printed, instead of the file.")
        private @Nullable String outputDigest;

        private ObjectNode addTo(ObjectNode body, Session session) throws IOException {
            Json.put(body, "command", command);
            if (exitCode != null) {
                body.put("exitCode", exitCode);
            }
            if (duration != null) {
                body.put("durationMillis", Moments.duration("--duration", duration).toMillis());
            }
            if (output != null && outputDigest != null) {
                throw Failure.usage("give either --output or --output-digest");
            }
            return Json.put(body, "output", output == null ? outputDigest : digest(session.path(output)));
        }

        private static String digest(Path file) throws IOException {
            if (!Files.isRegularFile(file)) {
                throw Failure.local("--output " + file + " is no file");
            }
            return EvidenceFiles.sha256(file);
        }
    }

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Run> runs = new ArrayList<>();

    @Option(names = "--parameter", paramLabel = "NAME=VALUE", description = "What a command's <NAME> stands for; recorded as it is.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--skip", paramLabel = "REASON", description = "The step is conditional and was not done, for this reason.")
    private @Nullable String skip;

    @Option(names = "--note", paramLabel = "TEXT")
    private @Nullable String note;

    @Mixin
    private EvidenceFiles evidence = new EvidenceFiles();

    @Mixin
    private OccurredAt occurredAt = new OccurredAt();

    ObjectNode body(Session session) throws IOException {
        ObjectNode body = Json.object();
        if (!runs.isEmpty()) {
            runs.getFirst().addTo(body, session);
        }
        if (runs.size() > 1) {
            ArrayNode further = body.putArray("runs");
            for (Run run : runs.subList(1, runs.size())) {
                further.add(run.addTo(Json.object(), session));
            }
        }
        if (!parameters.isEmpty()) {
            ObjectNode given = body.putObject("parameters");
            parameters.forEach(given::put);
        }
        evidence.addTo(occurredAt.addTo(Json.put(Json.put(body, "note", note), "skipped", skip)), session);
        return body;
    }
}
