package io.countersign.command.ingest;

import io.countersign.command.decision.Right;
import io.countersign.command.evidence.EvidenceStore;
import io.countersign.command.http.Writes;
import io.countersign.command.ingest.format.Reading;
import io.countersign.command.ingest.format.Reports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Ingests reports: reads the file, which was uploaded before, and puts what it says to the ledger. */
@RestController
final class IngestController {

    /** Reports read at one time, so that however many are sent take no more than so much memory. */
    private static final int AT_ONCE = 4;

    private final Writes writes;
    private final EvidenceStore files;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    IngestController(Writes writes, EvidenceStore files) {
        this.writes = writes;
        this.files = files;
    }

    @PostMapping("/api/v1/deployments/{deployment}/reports")
    ResponseEntity<Object> ingest(Writes.Request request, @PathVariable String deployment,
            @RequestBody IngestRequest body) {
        boolean mayAsk = request.asker().roles().stream().anyMatch(Right.ITEM.roles(Map.of())::contains);
        return writes.ask(request, deployment, new IngestQuestion(body, mayAsk ? reading(body) : null));
    }

    /** Null when the file is not there or not named as it should be, which the decision refuses. */
    private @Nullable Reading reading(IngestRequest body) {
        String sha256 = body.file().digest();
        if (sha256 == null || files.keep(List.of(sha256)).isEmpty()) {
            return null;
        }
        turns.acquireUninterruptibly();
        try {
            return Reports.read(() -> open(sha256), body.given().orElse(null));
        } finally {
            turns.release();
        }
    }

    private InputStream open(String sha256) throws IOException {
        return files.open(sha256).orElseThrow(() -> new NoSuchFileException(sha256)).bytes();
    }
}
