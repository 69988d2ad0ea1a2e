package io.countersign.query.serve;

import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.query.Config;
import io.countersign.query.answer.Reads;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.intake.LogTrust;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The log's keys as this service has followed them, and its own, open to all. */
@RestController
class LogKeysController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final LogTrust trust;
    private final Reads reads;
    private final String origin;
    private final List<VerifierKey> own;

    LogKeysController(Config config, Ed25519Key key, InstantSource clock, LogTrust trust, Reads reads) {
        String name = config.origin() + "/query";
        this.trust = trust;
        this.reads = reads;
        this.origin = config.origin();
        this.own = List.of(Ed25519.cosigner(name, key, clock).verifierKey(), Ed25519.signer(name, key).verifierKey());
    }

    /** @param from position after whose commit it signs; null for a key that is not the log's; @param until when it stops or stopped */
    record Key(String vkey, String type, @Nullable Long from, @Nullable Instant until) {}

    record Keys(String origin, List<Key> keys) {}

    @GetMapping("/api/v1/log/keys")
    Keys keys() {
        List<Key> keys = new ArrayList<>();
        reads.at(Asked.NOW, s -> trust.keys(s.head())).standings().forEach(each -> keys
                .add(new Key(each.vkey(), word(VerifierKey.parse(each.vkey())), each.from(), each.until())));
        own.forEach(key -> keys.add(new Key(key.format(), word(key), null, null)));
        return new Keys(origin, keys);
    }

    /** The same as vkeys, one a line. */
    @GetMapping("/keys")
    ResponseEntity<String> vkeys() {
        String lines = keys().keys().stream().map(each -> each.vkey() + "\n").collect(Collectors.joining());
        return ResponseEntity.ok().contentType(TEXT).cacheControl(CacheControl.noCache()).body(lines);
    }

    private static String word(VerifierKey key) {
        return key.type().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
