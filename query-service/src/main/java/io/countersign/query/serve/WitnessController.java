package io.countersign.query.serve;

import io.countersign.ledger.checkpoint.AddCheckpoint;
import io.countersign.ledger.hash.Digest;
import io.countersign.query.Config;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.intake.Cosigning;
import io.countersign.query.intake.Cosigning.Answer;
import io.countersign.query.intake.Witnessed;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** C2SP tlog-witness: anyone may hand in a checkpoint that the log has signed, and fetch the latest cosigned one. */
@RestController
class WitnessController {

    /** How long a large request waits for others, and how long any may take to arrive. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Cosigning cosigning;
    private final Witnessed witnessed;
    private final Reads reads;
    private final String originHash;
    private final BodyRoom room = new BodyRoom(Runtime.getRuntime().maxMemory(), PATIENCE, LONGEST);

    WitnessController(Config config, Cosigning cosigning, Witnessed witnessed, Reads reads) {
        this.cosigning = cosigning;
        this.witnessed = witnessed;
        this.reads = reads;
        this.originHash = Digest.sha256(config.origin().getBytes(StandardCharsets.UTF_8)).hex();
    }

    @PostMapping("/add-checkpoint")
    ResponseEntity<byte[]> add(HttpServletRequest request) throws IOException {
        byte[] body = room.read(request.getInputStream(), request.getContentLengthLong(),
                AddCheckpoint.MAX_BYTES);
        Answer answer = body.length > AddCheckpoint.MAX_BYTES
                ? new Answer(413, TEXT, "a request has at most " + AddCheckpoint.MAX_BYTES + " bytes\n")
                : cosigning.add(body);
        return ResponseEntity.status(answer.status()).contentType(MediaType.parseMediaType(answer.type()))
                .cacheControl(CacheControl.noStore()).body(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping(path = "/{hash:[0-9a-f]{64}}/checkpoint", produces = TEXT)
    ResponseEntity<String> checkpoint(@PathVariable String hash) {
        String note = reads.at(Asked.NOW, _ -> witnessed.cosigned()).filter(_ -> hash.equals(originHash))
                .orElseThrow(() -> Problem.unknown("origin", "No checkpoint of such a log was cosigned here.",
                        List.of()));
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(note);
    }
}
