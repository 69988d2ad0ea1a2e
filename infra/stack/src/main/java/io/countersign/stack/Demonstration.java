package io.countersign.stack;

import io.countersign.ledger.hash.Digest;
import io.countersign.local.LocalFault;
import io.countersign.local.Settings;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What a stack that is not {@code --empty} begins with: both shipped checklists, and one deployment on which a few things have
 * happened. All of it goes through the public API. Importing the same bytes again changes nothing; the history is told once, and its
 * requests have idempotency keys, so that a start that was interrupted is continued by the next.
 */
final class Demonstration {
    private static final List<String> CHECKLISTS = List.of("ltc-claims", "upstream");
    private static final String COMMIT = "4f2b8c1d9e0a7f6b5c3d2e1f0a9b8c7d6e5f4a3b";
    private static final String ARTIFACT = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private final Api command;
    private final Api query;
    private final LocalStack stack;

    Demonstration(LocalStack stack) {
        this.stack = stack;
        command = new Api(stack.client(), stack.addresses().getOrDefault("command", ""));
        query = new Api(stack.client(), stack.addresses().getOrDefault("query", ""));
    }

    void run() {
        var position = 0L;
        for (var checklist : CHECKLISTS) {
            var markdown = Base64.getEncoder().encodeToString(source(checklist));
            position = position(command.post("/api/v1/checklists", token("devops"), UUID.randomUUID().toString(),
                    Map.of("name", checklist, "markdown", markdown)));
        }
        var told = Settings.open(stack.directory().resolve("demonstration.properties"));
        var through = position;
        told.get("deployment", () -> history(through));
    }

    private String history(long position) {
        var opened = post("developer", "/deployments", "deployment",
                Map.of("checklist", "ltc-claims", "system", "claims",
                        "environment", "staging", "release", "2026.1.0", "commit", COMMIT, "artifacts",
                        List.of(Map.of("name", "claims-api", "digest", ARTIFACT))));
        var id = opened.path("deployment").asString();
        var deployment = "/deployments/" + id;
        post("developer", deployment + "/notes", "note", Map.of("text", "Rehearsal of the release on staging."));
        for (var item : itemsOfTheFirstSections(position)) {
            post("devops", deployment + "/items/" + encoded(item) + "/complete",
                    "item/" + Digest.sha256(item.getBytes(StandardCharsets.UTF_8)).hex(),
                    Map.of("note", "Done in the rehearsal."));
        }
        return id;
    }

    private List<String> itemsOfTheFirstSections(long position) {
        var definition = query.get("/api/v1/checklists/ltc-claims?atLeast=" + position, token("developer"))
                .path("definition");
        var items = StreamSupport.stream(definition.spliterator(), false).toList();
        var parents = items.stream().map(item -> item.path("parent").asString("")).collect(Collectors.toSet());
        return items.stream().filter(Demonstration::isTicked).map(item -> item.path("id").asString())
                .filter(id -> !parents.contains(id)).limit(3).toList();
    }

    /** Whether people tick it before go-live, rather than that it follows from controls or metrics. */
    private static boolean isTicked(JsonNode item) {
        return item.path("requiredFor").asString("").equals("go-live") && !item.path("derived").asBoolean(false)
                && item.path("controls").isEmpty();
    }

    private JsonNode post(String role, String path, String key, Map<String, ?> body) {
        return command.post("/api/v1" + path, token(role), "demonstration/" + key, body);
    }

    private String token(String role) {
        return stack.issuer().token(role);
    }

    private static long position(JsonNode answer) {
        return answer.path("receipt").path("position").asLong(0);
    }

    private static String encoded(String item) {
        return URLEncoder.encode(item, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The checklist as command-service ships it. */
    private static byte[] source(String checklist) {
        var name = "/checklists/" + checklist + ".md";
        try (var in = Demonstration.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new LocalFault(
                        "The shipped checklist " + name + " is not on the class path: build Countersign again.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new LocalFault("The shipped checklist " + name + " cannot be read.", e);
        }
    }
}
