package io.countersign.cli.deployment;

import io.countersign.cli.session.Address;
import io.countersign.cli.session.Answer;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Json;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.cli.text.Receipts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "open", description = "Open a deployment of a release into an environment, following a checklist.", sortOptions = false)
final class Open extends Verb {

    @Option(names = "--checklist", paramLabel = "ID[@V]", required = true)
    @SuppressWarnings("NullAway.Init")
    private String checklist;

    @Option(names = "--system", paramLabel = "S", required = true, description = "What is deployed.")
    @SuppressWarnings("NullAway.Init")
    private String system;

    @Option(names = "--environment", paramLabel = "E", required = true, description = "Where to.")
    @SuppressWarnings("NullAway.Init")
    private String environment;

    @Option(names = "--release", paramLabel = "R", required = true)
    @SuppressWarnings("NullAway.Init")
    private String release;

    @Option(names = "--commit", paramLabel = "SHA")
    private @Nullable String commit;

    @Option(names = "--author", paramLabel = "SUBJECT", description = "Who wrote the commit, as the issuer names them; they may not review it.")
    private List<String> authors = List.of();

    @Option(names = "--artifact", paramLabel = "NAME@sha256:HEX", description = "What is deployed, by its digest.")
    private List<String> artifacts = List.of();

    @Option(names = "--field", paramLabel = "K=V", description = "A field of the checklist's form.")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(names = "--follows", paramLabel = "D", description = "The deployment that this one makes good after its rollback.")
    private @Nullable String follows;

    @Override
    protected Answer run(Session session) {
        ObjectNode body = Json.object().put("checklist", checklist).put("system", system)
                .put("environment", environment).put("release", release);
        Json.put(Json.put(body, "commit", commit), "follows", follows);
        Json.put(body, "authors", Json.strings(authors));
        ArrayNode named = Json.array();
        artifacts.forEach(a -> named.add(artifact(a)));
        Json.put(body, "artifacts", named);
        if (!fields.isEmpty()) {
            ObjectNode values = body.putObject("fields");
            fields.forEach(values::put);
        }
        JsonNode opened = session.command().post(Address.of("/api/v1/deployments"), body);
        return Receipts.of(opened, "opened deployment " + Json.text(opened, "deployment"));
    }

    private static ObjectNode artifact(String text) {
        int at = text.lastIndexOf("@sha256:");
        if (at < 1) {
            throw Failure.usage("--artifact '" + text + "' is no NAME@sha256:HEX");
        }
        return Json.object().put("name", text.substring(0, at)).put("digest", text.substring(at + 1));
    }
}
