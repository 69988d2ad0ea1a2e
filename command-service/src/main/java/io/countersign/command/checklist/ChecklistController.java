package io.countersign.command.checklist;

import io.countersign.command.axon.History;
import io.countersign.command.decision.Look;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Refusing;
import io.countersign.command.decision.Right;
import io.countersign.command.evidence.EvidenceStore;
import io.countersign.command.evidence.EvidenceStore.Opened;
import io.countersign.command.http.Writes;
import io.countersign.events.ChecklistEvents.ChecklistImported;
import io.countersign.events.state.Recorded;
import io.countersign.ledger.hash.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Imports checklists and hands their exact bytes out again. */
@RestController
final class ChecklistController {

    private static final MediaType SCHEMA = new MediaType("application", "schema+json");
    private static final MediaType MARKDOWN = new MediaType("text", "markdown", StandardCharsets.UTF_8);

    private final Writes writes;
    private final EvidenceStore files;
    private final History history;

    ChecklistController(Writes writes, EvidenceStore files, History history) {
        this.writes = writes;
        this.files = files;
        this.history = history;
    }

    @PostMapping("/api/v1/checklists")
    ResponseEntity<Object> importChecklist(Writes.Request request, @RequestBody ImportRequest body)
            throws IOException {
        byte @Nullable [] markdown = body.markdown();
        if (markdown != null && request.asker().roles().stream().anyMatch(Right.IMPORT.roles(Map.of())::contains)) {
            keep(markdown);
            byte @Nullable [] profile = ImportQuestion.yaml(body, markdown);
            if (profile != null) {
                keep(profile);
            }
        }
        return writes.create(request, new ImportQuestion(body));
    }

    /** Before it is decided: an entry never names bytes that could be lost. */
    private void keep(byte[] bytes) throws IOException {
        String sha256 = Digest.sha256(bytes).hex();
        files.put(sha256, new ByteArrayInputStream(bytes));
        files.keep(List.of(sha256));
    }

    @GetMapping("/api/v1/checklists/{id}/source")
    ResponseEntity<byte[]> source(@PathVariable String id,
            @RequestParam(required = false) @Nullable Integer version) throws IOException {
        ChecklistImported imported = history.read(Look.at("checklist/" + id, ChecklistImported.class)).stream()
                .map(Recorded::event).map(ChecklistImported.class::cast)
                .filter(c -> version == null || c.version() == version)
                .max(Comparator.comparingInt(ChecklistImported::version))
                .orElseThrow(() -> new Refusing(Refusal.of(Problem.UNKNOWN, "checklist-known", version == null
                        ? "There is no checklist " + id + "."
                        : "There is no version " + version + " of a checklist " + id + ".").in("id")));
        try (Opened file = files.open(imported.digest())
                .orElseThrow(() -> new Refusing(Refusal.of(Problem.UNAVAILABLE, "evidence-present",
                        "The bytes of this checklist are not in the evidence directory.")))) {
            return ResponseEntity.ok().contentType(MARKDOWN).eTag(imported.digest())
                    .header("X-Content-Type-Options", "nosniff").body(file.bytes().readAllBytes());
        }
    }

    /** JSON Schema (draft 2020-12) of the YAML that an import takes as a profile. */
    @GetMapping(path = "/api/v1/profile-schema", produces = "application/schema+json")
    ResponseEntity<byte[]> profileSchema() {
        return ResponseEntity.ok().contentType(SCHEMA).body(ShippedChecklists.resource("profile.schema.json"));
    }
}
