package io.countersign.command.evidence;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Refusing;
import io.countersign.command.evidence.EvidenceStore.Put;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/evidence/{sha256}}: files are put before the command that names them, and got by who looks at it. */
@RestController
class EvidenceController {

    private static final Duration UNNAMED = Duration.ofHours(24);

    private final EvidenceStore store;
    private final InstantSource clock;

    EvidenceController(EvidenceStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @PutMapping("/api/v1/evidence/{sha256}")
    ResponseEntity<Map<String, String>> put(@PathVariable String sha256, HttpServletRequest request)
            throws IOException {
        if (!EvidenceStore.isName(sha256)) {
            throw new Refusing(Refusal.of(Problem.INVALID, "not-a-digest",
                    "Evidence is named by the 64 lower-case hex digits of its SHA-256.").in("sha256"));
        }
        Put put = store.put(sha256, request.getInputStream());
        return switch (put) {
            case NEW -> ResponseEntity.status(201).body(Map.of("sha256", sha256));
            case KNOWN -> ResponseEntity.ok(Map.of("sha256", sha256));
            case MISMATCH -> throw new Refusing(Refusal.of(Problem.INVALID, "digest-mismatch",
                    "The bytes received have another SHA-256 than " + sha256 + ".").in("sha256"));
            case TOO_LARGE -> throw new Refusing(Refusal.of(Problem.INVALID, "evidence-size",
                    "A file is at most " + EvidenceStore.MAX_BYTES + " bytes."));
        };
    }

    @GetMapping("/api/v1/evidence/{sha256}")
    ResponseEntity<Resource> get(@PathVariable String sha256) {
        Path file = store.find(sha256).orElseThrow(() -> new Refusing(Refusal.of(Problem.UNKNOWN, "evidence-known",
                "There is no evidence file " + sha256 + ".").in("sha256")));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header("X-Content-Type-Options", "nosniff").eTag(sha256)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                .body(new FileSystemResource(file));
    }

    /** Uploads that no command has named within a day are nobody's evidence. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void sweep() throws IOException {
        store.sweep(clock.instant().minus(UNNAMED));
    }
}
