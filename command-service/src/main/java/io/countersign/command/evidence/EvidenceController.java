package io.countersign.command.evidence;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Refusing;
import io.countersign.command.decision.Right;
import io.countersign.command.evidence.EvidenceStore.BrokenOff;
import io.countersign.command.evidence.EvidenceStore.Opened;
import io.countersign.command.evidence.EvidenceStore.Put;
import io.countersign.command.http.Problems;
import io.countersign.command.identity.Bearer;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** {@code /api/v1/evidence/{sha256}}: files are put before the command that names them, and got by who looks at it. Streamed both ways, never held. */
@RestController
class EvidenceController {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceController.class);
    private static final CacheControl FOR_GOOD = CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

    private final EvidenceStore store;
    private final TypePolicy types;

    EvidenceController(EvidenceStore store, TypePolicy types) {
        this.store = store;
        this.types = types;
    }

    @PutMapping("/api/v1/evidence/{sha256}")
    ResponseEntity<Object> put(@Parameter(hidden = true) Bearer bearer, @PathVariable String sha256,
            HttpServletRequest request) throws IOException {
        requireUseOfIt(bearer);
        String declared = declared(request);
        if (!EvidenceStore.isName(sha256)) {
            throw new Refusing(Refusal.of(Problem.INVALID, "not-a-digest",
                    "Evidence is named by the 64 lower-case hex digits of its SHA-256.").in("sha256"));
        }
        Put put = request.getContentLengthLong() > EvidenceStore.MAX_BYTES
                ? Put.TOO_LARGE
                : stored(sha256, declared, request);
        return switch (put) {
            case NEW -> ResponseEntity.status(201).body(Map.of("sha256", sha256));
            case KNOWN -> ResponseEntity.ok(Map.of("sha256", sha256));
            case REPAIRED -> ResponseEntity.ok(Map.of("sha256", sha256, "repaired", true));
            case MISMATCH -> throw new Refusing(Refusal.of(Problem.INVALID, "digest-mismatch",
                    "The bytes received have another SHA-256 than " + sha256 + ".").in("sha256"));
            case TOO_LARGE -> Problems.tooLarge("evidence-size",
                    "A file is at most " + EvidenceStore.MAX_BYTES + " bytes (1 GiB).");
        };
    }

    /** Rule {@code role-lacking}: whoever may name evidence in no command cannot fill the disk with it either. */
    private static void requireUseOfIt(Bearer bearer) {
        List<String> users = Stream.of(Right.ITEM, Right.CHECK, Right.REVIEW).map(right -> right.roles(Map.of()))
                .flatMap(List::stream).distinct().toList();
        if (users.stream().noneMatch(bearer.roles()::contains)) {
            throw new Refusing(
                    Right.lacking("Storing evidence needs the role " + String.join(" or ", users) + "."));
        }
    }

    /** Rule {@code media-type-readable}. */
    private static String declared(HttpServletRequest request) {
        String header = request.getContentType();
        return header == null || header.isBlank()
                ? Signatures.UNKNOWN
                : MediaTypes.parse(header).orElseThrow(() -> new Refusing(Refusal.of(Problem.INVALID,
                        "media-type-readable", "What the file is declared as is no media type such as application/pdf.")
                        .in("Content-Type")));
    }

    private Put stored(String sha256, String declared, HttpServletRequest request) {
        try {
            return store.put(sha256, request.getInputStream(), declared, types::objection);
        } catch (BrokenOff e) {
            LOG.debug("{} broke off", sha256, e);
            throw new Refusing(Refusal.of(Problem.INVALID, "body-complete",
                    "The file broke off before its end; nothing of it was kept.").in("sha256"));
        } catch (IOException e) {
            LOG.error("evidence {} cannot be stored", sha256, e);
            throw new Refusing(Refusal.of(Problem.UNAVAILABLE, "evidence-store",
                    "The file cannot be stored now; nothing of it was kept."));
        }
    }

    /** Written by hand: once bytes are on their way, what turns out wrong can only be told by breaking off, and never by more bytes. */
    @GetMapping("/api/v1/evidence/{sha256}")
    void get(@PathVariable String sha256, ServletWebRequest request, HttpServletResponse response)
            throws IOException {
        try (Opened opened = store.open(sha256).orElseThrow(() -> new Refusing(Refusal.of(Problem.UNKNOWN,
                "evidence-known", "There is no evidence file " + sha256 + ".").in("sha256")))) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, FOR_GOOD.getHeaderValue());
            if (request.checkNotModified('"' + sha256 + '"')) {
                return;
            }
            response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
            response.setContentLengthLong(opened.size());
            response.setHeader("X-Content-Type-Options", "nosniff");
            send(opened, response.getOutputStream());
        }
    }

    private static void send(Opened opened, OutputStream out) throws IOException {
        byte[] buffer = new byte[Segments.BYTES];
        for (int some = opened.bytes().read(buffer); some >= 0; some = opened.bytes().read(buffer)) {
            try {
                out.write(buffer, 0, some);
            } catch (IOException e) {
                LOG.debug("who asked for evidence has gone", e);
                return;
            }
        }
    }
}
