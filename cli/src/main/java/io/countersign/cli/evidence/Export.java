package io.countersign.cli.evidence;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.EvidenceFiles;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Moments;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "export", sortOptions = false, description = "Write the evidence pack of a deployment, or of a period; the export is itself an entry.")
final class Export extends Verb {

    @Parameters(index = "0", arity = "0..1", paramLabel = "D", description = "A deployment; else a period: --from and --to.")
    private @Nullable String deployment;

    @Option(names = "--from", paramLabel = "TIME")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME")
    private @Nullable String to;

    @Option(names = "--system", paramLabel = "S")
    private @Nullable String system;

    @Option(names = "--environment", paramLabel = "E")
    private @Nullable String environment;

    @Option(names = "--withhold", paramLabel = "FIELD", description = "Leave this redactable field out, such as name.")
    private List<String> withhold = List.of();

    @Option(names = "--out", paramLabel = "PACK.zip", required = true)
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Override
    protected Answer run(Session session) throws IOException {
        ObjectNode asked = body();
        Path file = session.path(out);
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            // before the export is recorded, which is an entry for good
            throw Failure.local("a pack cannot be written to " + out);
        }
        JsonNode exported = session.query().post(Address.of("/api/v1/exports"), asked);
        session.err().println("export " + Json.text(exported, "export") + " recorded at entry "
                + Json.text(exported, "position") + ", fetching");
        fetch(session, exported, file);
        ObjectNode answer = ((ObjectNode) exported).put("out", out.toString()).put("size", Files.size(file));
        return Receipts.of(answer, out + ": " + Files.size(file) + " bytes, sha256 " + Json.text(answer, "sha256"));
    }

    private ObjectNode body() {
        boolean period = from != null || to != null || system != null || environment != null;
        if ((deployment == null) != period) {
            throw Failure.usage("name a deployment, or a period with --from and --to (and --system, --environment)");
        }
        ObjectNode body = Json.put(Json.object(), "deployment", deployment);
        Json.put(body, "from", Moments.instant("--from", from));
        Json.put(body, "to", Moments.instant("--to", to));
        Json.put(Json.put(body, "system", system), "environment", environment);
        return Json.put(body, "withhold", Json.strings(withhold));
    }

    /** Writes beside the file and moves it into place only when its digest is the announced one. */
    private static void fetch(Session session, JsonNode exported, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (InputStream pack = session.query()
                    .stream(Address.of("/api/v1/exports/{}", Json.text(exported, "export")))) {
                Files.copy(pack, part, StandardCopyOption.REPLACE_EXISTING);
            }
            String found = EvidenceFiles.sha256(part);
            String announced = Json.text(exported, "sha256");
            if (!found.equals(announced)) {
                throw Failure.integrity("the pack has sha256 " + found + ", announced was " + announced);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
