package io.countersign.query.serve;

import io.countersign.ledger.checkpoint.TlogProof;
import io.countersign.ledger.entry.EntryBundle;
import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.tree.Prover;
import io.countersign.ledger.tree.TileId;
import io.countersign.ledger.tree.TilePath;
import io.countersign.query.Config;
import io.countersign.query.answer.Problem;
import io.countersign.query.answer.Reads;
import io.countersign.query.answer.Reads.Asked;
import io.countersign.query.intake.Mirror;
import io.countersign.query.intake.MirrorTable;
import io.countersign.query.intake.Verified;
import io.countersign.query.intake.Witnessed;
import io.countersign.query.intake.Witnessed.Covering;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The log as anyone may read it, from the mirror. The checkpoint carries our cosignature beside the log's signature. */
@RestController
class LogController {

    /** @param log the log's verifier key; @param witness the key that cosigns; @param tail the same key as it signs packs */
    record Keys(String origin, String log, String witness, String tail) {}

    private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Keys keys;
    private final Reads reads;
    private final Mirror mirror;
    private final MirrorTable table;
    private final Witnessed witnessed;

    LogController(Config config, Ed25519Key key, InstantSource clock, Reads reads, Mirror mirror, MirrorTable table,
            Witnessed witnessed) {
        String name = config.origin() + "/query";
        this.keys = new Keys(config.origin(), config.log().vkey(),
                Ed25519.cosigner(name, key, clock).verifierKey().format(),
                Ed25519.signer(name, key).verifierKey().format());
        this.reads = reads;
        this.mirror = mirror;
        this.table = table;
        this.witnessed = witnessed;
    }

    @GetMapping("/api/v1/keys")
    Keys keys() {
        return keys;
    }

    @GetMapping(path = "/checkpoint", produces = "text/plain; charset=utf-8")
    ResponseEntity<String> checkpoint() {
        String note = reads.at(Asked.NOW, _ -> witnessed.note())
                .orElseThrow(() -> Problem.unavailable("checkpoint", "No checkpoint has been verified yet."));
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(note);
    }

    @GetMapping("/tile/**")
    ResponseEntity<byte[]> tile(HttpServletRequest request) {
        TileId id = parse(request.getRequestURI().substring(1));
        byte[] bytes = reads.at(Asked.NOW, s -> {
            long size = s.head() + 1;
            if (!id.isWithin(size)) {
                throw Problem.unknown("tile", "A log of " + size + " entries has no such tile.", List.of());
            }
            return id.level() == TileId.ENTRIES
                    ? bundle(id)
                    : table.tiles(size).read(List.of(id)).getFirst();
        });
        return ResponseEntity.ok().cacheControl(FOR_EVER).contentType(MediaType.APPLICATION_OCTET_STREAM).body(bytes);
    }

    private byte[] bundle(TileId id) {
        long from = id.index() * TileId.FULL;
        return EntryBundle.format(mirror.entries(from, from + id.width()).stream().map(Verified::bytes).toList());
    }

    private static TileId parse(String path) {
        try {
            return TilePath.parse(path);
        } catch (IllegalArgumentException e) {
            throw Problem.unknown("tile", "That is no tile's path as tlog-tiles writes it.", List.of());
        }
    }

    @GetMapping("/proofs/{position}")
    ResponseEntity<String> proof(@PathVariable long position) {
        String proof = reads.at(Asked.NOW, s -> {
            require(position, s.head());
            Covering covering = witnessed.covering(position).orElseThrow();
            return TlogProof.of(new Prover(table.tiles(s.head() + 1)).prove(position, covering.size()),
                    covering.note()).format();
        });
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).contentType(new MediaType(MediaType.TEXT_PLAIN,
                java.nio.charset.StandardCharsets.UTF_8)).body(proof);
    }

    @GetMapping("/entries/{position}")
    ResponseEntity<byte[]> entry(@PathVariable long position) {
        byte[] bytes = reads.at(Asked.NOW, s -> {
            require(position, s.head());
            return mirror.at(position).orElseThrow().bytes();
        });
        return ResponseEntity.ok().cacheControl(FOR_EVER).contentType(new MediaType("application", "cloudevents+json"))
                .body(bytes);
    }

    private static void require(long position, long head) {
        if (position < 0 || position > head) {
            throw Problem.unknown("position", "The mirror holds positions 0 to " + head + ", not " + position + ".",
                    List.of());
        }
    }
}
