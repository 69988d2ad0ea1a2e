package io.countersign.query.evidence;

import io.countersign.query.answer.Problem;
import io.countersign.query.evidence.EvidencePackBuilder.Built;
import io.countersign.query.evidence.PackTable.Stored;
import io.countersign.query.answer.Bodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Evidence packs: made once, handed out again byte for byte. Who may have one made is command-service's decision, which records it. */
@RestController
@RequestMapping("/api/v1/exports")
class ExportController {

    private static final Logger LOG = LoggerFactory.getLogger(ExportController.class);

    private final EvidencePackBuilder builder;
    private final PackTable packs;
    private final Bodies bodies;

    ExportController(EvidencePackBuilder builder, PackTable packs, Bodies bodies) {
        this.builder = builder;
        this.packs = packs;
        this.bodies = bodies;
    }

    @PostMapping
    @Operation(requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(implementation = Asked.class))))
    ResponseEntity<Built> export(HttpServletRequest request, JwtAuthenticationToken caller) throws IOException {
        Asked asked = bodies.read(request.getInputStream(), Asked.class);
        asked.check();
        try {
            return ResponseEntity.status(201).body(builder.build(asked, caller.getToken().getTokenValue()));
        } catch (IOException e) {
            LOG.warn("An export failed: {}", e.getMessage());
            throw Problem.unavailable("export", "The pack could not be put together: " + e.getMessage() + ".");
        }
    }

    @GetMapping("/{id}")
    ResponseEntity<StreamingResponseBody> pack(@PathVariable String id) {
        Stored stored = packs.find(id)
                .orElseThrow(() -> Problem.unknown("export", "There is no export " + id + ".", List.of()));
        packs.erasedBy(id).ifPresent(position -> {
            throw Problem.gone("export-erased", "export", "The export " + id + " disclosed what entry " + position
                    + " has erased; make a new one, which leaves it out.");
        });
        return ResponseEntity.ok().contentType(new MediaType("application", "zip")).contentLength(stored.size())
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("evidence-" + id + ".zip").build().toString())
                .header(HttpHeaders.ETAG, '"' + stored.sha256() + '"').body(out -> packs.copy(id, out));
    }
}
