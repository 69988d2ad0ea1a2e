package io.countersign.cli.checklist;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Plain;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "import", description = "Import a Markdown checklist as a new version; the same bytes again answer the version they have.")
final class Import extends Verb {

    private static final Map<String, String> NAMES = Map.of("signOffs", "sign-off roles", "conditionals",
            "items that may not apply", "recurring", "recurring sections", "fields", "form fields");

    @Parameters(paramLabel = "FILE", description = "The Markdown document with its GitHub task lists.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--id", paramLabel = "ID", description = "The checklist's id; else the slug of the file's base name.")
    private @Nullable String id;

    @Option(names = "--profile", paramLabel = "FILE", description = "The YAML that says what Markdown cannot; else a shipped one if it fits, else inferred.")
    private @Nullable Path profile;

    @Override
    protected Answer run(Session session) throws IOException {
        ObjectNode body = Json.object().put("id", id == null ? Slug.of(file) : id).put("name", Slug.base(file))
                .put("markdown", base64(session.path(file)));
        if (profile != null) {
            body.put("profile", base64(session.path(profile)));
        }
        JsonNode imported = session.command().post(Address.of("/api/v1/checklists"), body);
        return Answer.of(imported, () -> Receipts.line(imported, "checklist " + Json.text(imported, "id") + "@"
                + Json.text(imported, "version") + ": " + Json.text(imported, "items") + " items, sha256 "
                + Json.text(imported, "digest")) + "\n" + Plain.line(profile(imported.path("profile")))
                + recognized(imported.path("recognized")));
    }

    private static String profile(JsonNode profile) {
        long assumptions = Json.each(profile, "assumptions").count();
        return "profile " + Json.text(profile, "version")
                + (profile.path("inferred").asBoolean(false) ? ", inferred" : "")
                + (assumptions == 0 ? "" : ", makes " + assumptions + " assumptions ('checklist show' lists them)");
    }

    private static String recognized(JsonNode seen) {
        String found = seen.properties().stream().filter(m -> m.getValue().isArray() && !m.getValue().isEmpty())
                .map(m -> m.getValue().size() + " " + NAMES.getOrDefault(m.getKey(), m.getKey()))
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "" : "\nrecognised: " + Plain.line(found);
    }

    private static String base64(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Failure.local(file + " is no file");
        }
        return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }
}
