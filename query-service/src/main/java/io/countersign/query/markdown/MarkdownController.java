package io.countersign.query.markdown;

import io.countersign.ledger.hash.Digest;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.command.CommandClient;
import io.countersign.query.deployments.Deployments;
import io.countersign.query.deployments.Loaded;
import io.countersign.query.disclosures.Answers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Hands a deployment out as its checklist's Markdown, ticked. */
@RestController
class MarkdownController {

    private static final Logger LOG = LoggerFactory.getLogger(MarkdownController.class);
    private static final MediaType MARKDOWN = new MediaType("text", "markdown", StandardCharsets.UTF_8);
    /** Longer documents are never imported. */
    private static final int MAX_BYTES = 5 * 1024 * 1024;

    /** @param digest hex SHA-256 of the source; @param position the last entry that counts */
    record Ticks(String digest, List<Tick> ticks, long position) {}

    private final Answers answers;
    private final Deployments deployments;
    private final CommandClient command;

    MarkdownController(Answers answers, Deployments deployments, CommandClient command) {
        this.answers = answers;
        this.deployments = deployments;
        this.command = command;
    }

    @GetMapping(path = "/api/v1/deployments/{id}/markdown", produces = "text/markdown")
    ResponseEntity<byte[]> markdown(@PathVariable String id, @RequestParam @Nullable String asOf,
            @RequestParam @Nullable Long atLeast, JwtAuthenticationToken caller) {
        JsonNode ticks = answers.answer(new Asked(asOf, atLeast), s -> {
            Loaded loaded = deployments.load(id, s.moment());
            return new Ticks(loaded.state().opened().checklistDigest(), Tick.all(loaded), s.position());
        });
        String source = source(ticks.path("digest").asString(), caller.getToken().getTokenValue());
        byte[] ticked = TickedMarkdown.of(source, ticks.path("ticks")).getBytes(StandardCharsets.UTF_8);
        return ResponseEntity.ok().contentType(MARKDOWN).header("X-Content-Type-Options", "nosniff")
                .header("Countersign-Position", ticks.path("position").asString())
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("deployment-" + id + ".md").build().toString())
                .body(ticked);
    }

    private String source(String digest, String token) {
        try (InputStream in = command.evidence(digest, token)
                .orElseThrow(() -> unavailable("command-service has its bytes no more"))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (!Digest.sha256(bytes).hex().equals(digest)) {
                throw unavailable("what command-service gave for it has another digest");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOG.warn("The source {} cannot be had: {}", digest, e.getMessage());
            throw unavailable(e.getMessage() + "");
        }
    }

    private static Problem.Raised unavailable(String why) {
        return Problem.unavailable("source-present", "The checklist's source cannot be had: " + why + ".");
    }
}
