package io.countersign.command.signoff;

import io.countersign.command.evidence.EvidenceStore;
import io.countersign.command.http.Writes;
import io.countersign.ledger.hash.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signs a deployment in a role, or declines to. What was signed over is kept as an evidence file. */
@RestController
@RequestMapping("/api/v1/deployments/{deployment}/sign-offs")
final class SignController {

    private final Writes writes;
    private final EvidenceStore evidence;

    SignController(Writes writes, EvidenceStore evidence) {
        this.writes = writes;
        this.evidence = evidence;
    }

    @PostMapping
    ResponseEntity<Object> sign(Writes.Request request, @PathVariable String deployment,
            @RequestBody SignRequest.Sign body) {
        return writes.ask(request, deployment, new SignQuestion(body, this::keep));
    }

    @PostMapping("/decline")
    ResponseEntity<Object> decline(Writes.Request request, @PathVariable String deployment,
            @RequestBody SignRequest.Decline body) {
        return writes.ask(request, deployment, new SignQuestion(body, this::keep));
    }

    private void keep(byte[] statement) {
        String digest = Digest.sha256(statement).hex();
        try {
            evidence.put(digest, new ByteArrayInputStream(statement));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!evidence.keep(List.of(digest)).containsKey(digest)) {
            throw new IllegalStateException("the statement " + digest + " could not be kept");
        }
    }
}
