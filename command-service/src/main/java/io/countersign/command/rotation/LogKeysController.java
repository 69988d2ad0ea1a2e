package io.countersign.command.rotation;

import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusal.Problem;
import io.countersign.command.decision.Refusing;
import io.countersign.command.decision.Right;
import io.countersign.command.http.Writes;
import io.countersign.command.keyring.KeyRing;
import io.countersign.command.store.LedgerLog;
import io.countersign.events.state.LogKeys;
import io.countersign.ledger.note.KeyFile;
import io.countersign.ledger.note.MlDsa;
import io.countersign.ledger.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The log's verifier keys, open to all, and their rotation. */
@RestController
public final class LogKeysController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final LedgerLog log;
    private final KeyRing ring;
    private final KeyFile file;
    private final VerifierKey first;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Writes writes;

    public LogKeysController(LedgerLog log, KeyRing ring, KeyFile file, VerifierKey first, InstantSource clock,
            SecureRandom random, Writes writes) {
        this.log = log;
        this.ring = ring;
        this.file = file;
        this.first = first;
        this.clock = clock;
        this.random = random;
        this.writes = writes;
    }

    /** @param overlap ISO 8601, such as {@code P7D}; null for seven days */
    record RotateRequest(@Nullable String overlap) {}

    /** @param from position after whose commit it signs; null for a key that signs what is published only; @param until when it stops or stopped */
    record Key(String vkey, String type, @Nullable Long from, @Nullable Instant until) {}

    record Keys(String origin, List<Key> keys) {}

    @GetMapping("/api/v1/log/keys")
    Keys keys() {
        List<Key> keys = new ArrayList<>();
        for (LogKeys.Standing each : log.keys(first).standings()) {
            keys.add(new Key(each.vkey(), word(VerifierKey.parse(each.vkey())), each.from(), each.until()));
        }
        if (file.mldsa() != null) {
            VerifierKey own = MlDsa.cosigner(first.name(), file.mldsa(), clock).verifierKey();
            keys.add(new Key(own.format(), word(own), null, null));
        }
        return new Keys(first.name(), keys);
    }

    /** The same as vkeys, one a line, the oldest first. */
    @GetMapping("/keys")
    ResponseEntity<String> vkeys() {
        String lines = keys().keys().stream().map(each -> each.vkey() + "\n").collect(Collectors.joining());
        return ResponseEntity.ok().contentType(TEXT).cacheControl(CacheControl.noCache()).body(lines);
    }

    /** The new key is in the key file before the log names it; a caller without the right does not get that far. */
    @PostMapping("/api/v1/log/keys/rotate")
    ResponseEntity<Object> rotate(Writes.Request request, @RequestBody RotateRequest body) {
        Duration overlap = overlap(body.overlap());
        boolean holds = Right.ROTATE_KEY.roles(Map.of()).stream().anyMatch(request.asker().roles()::contains);
        String next = holds ? ring.spare(log.keys(first).all(), random).format() : first.format();
        return writes.ask(request, new RotateQuestion(first.format(), next, overlap));
    }

    private static Duration overlap(@Nullable String text) {
        try {
            return text == null ? RotateQuestion.USUAL : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refusing(Refusal.of(Problem.INVALID, "member-readable",
                    "overlap is a duration such as P7D or PT1H.").in("overlap"));
        }
    }

    private static String word(VerifierKey key) {
        return key.type().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
